package dev.hoop.gateway.engine.masking;

import dev.hoop.gateway.engine.detect.Entity;
import java.util.Set;

/**
 * What is looked for in values that no other mask covers, and how it is masked where it is found.
 *
 * @param regions ISO 3166 codes of countries whose national telephone numbers are meant as well
 */
public record ContentRule(String dataClass, MaskRule mask, Set<Entity> entities, Set<String> regions) {
    public ContentRule {
        entities = Set.copyOf(entities);
        regions = Set.copyOf(regions);
    }
}
