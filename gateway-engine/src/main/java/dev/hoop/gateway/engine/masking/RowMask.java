package dev.hoop.gateway.engine.masking;

import dev.hoop.gateway.api.value.*;
import dev.hoop.gateway.engine.Rows;
import java.util.*;

public final class RowMask implements Rows {
    private final Rows r;

    public RowMask(Rows r, MaskPlan p) {
        this.r = r;
        p.columns();
    }

    @Override
    public List<Column> columns() {
        return r.columns();
    }

    @Override
    public boolean next() {
        return r.next();
    }

    @Override
    public void read(int c, CellSink s) {
        r.read(c, s);
    }

    @Override
    public void close() {
        r.close();
    }
}
