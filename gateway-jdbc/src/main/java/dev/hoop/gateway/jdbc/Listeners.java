package dev.hoop.gateway.jdbc;

import dev.hoop.gateway.api.approval.ApprovalDecision;
import dev.hoop.gateway.api.approval.ApprovalListener;
import dev.hoop.gateway.api.approval.ApprovalRequest;
import dev.hoop.gateway.api.wire.ApprovalMode;
import dev.hoop.gateway.jdbc.failure.CallerErrors;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Finds who is told of held statements. */
final class Listeners {
    private static final System.Logger LOG = System.getLogger(HoopDriver.class.getName());

    private Listeners() {}

    /** A listener of that class, or null where none is named. */
    static @Nullable ApprovalListener ofClass(String name) throws SQLException {
        if (name.isEmpty()) {
            return null;
        }
        try {
            ClassLoader context = Thread.currentThread().getContextClassLoader();
            ClassLoader loader = context == null ? Listeners.class.getClassLoader() : context;
            // looked at before it is initialised: a name in a URL must not run the code of just any class
            Class<? extends ApprovalListener> type =
                    Class.forName(name, false, loader).asSubclass(ApprovalListener.class);
            return type.getConstructor().newInstance();
        } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
            throw CallerErrors.badArgument(
                    "option 'approvalListener' names no class on the class path that implements ApprovalListener and has a public constructor",
                    e);
        }
    }

    /** What holds while nobody has set a listener: waiting is logged, and who asked for calls is told that there is nobody to call. */
    static ApprovalListener unset(ApprovalMode mode) {
        return new ApprovalListener() {
            @Override
            public void pending(ApprovalRequest request) {
                if (mode == ApprovalMode.CALLBACK) {
                    throw new IllegalStateException(
                            "approval=callback has no listener; set HoopDataSource.setApprovalListener, the property 'approvalListener' or HoopConnection.onApproval");
                }
                LOG.log(
                        System.Logger.Level.INFO,
                        "a statement waits for approval, request {0}, rule {1}: {2}",
                        request.id(),
                        request.rule(),
                        request.reason());
            }

            @Override
            public void decided(ApprovalDecision decision) {
                // the statement's own result says the same
            }
        };
    }
}
