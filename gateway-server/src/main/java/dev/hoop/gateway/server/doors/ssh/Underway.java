package dev.hoop.gateway.server.doors.ssh;

import dev.hoop.gateway.engine.CommandRun;
import dev.hoop.gateway.server.gate.CommandRoad;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one command of a channel that waits for people or runs, if there is one. One thread begins and ends it; others signal it. */
final class Underway {
    private volatile @Nullable CommandRoad road;
    private volatile @Nullable CommandRun run;

    void waits(CommandRoad made) {
        road = made;
    }

    void runs(CommandRun running) {
        run = running;
    }

    void over() {
        road = null;
        run = null;
    }

    /** What runs. */
    Optional<CommandRun> run() {
        return Optional.ofNullable(run);
    }

    boolean isNothing() {
        return road == null && run == null;
    }

    /** For what runs; what still waits for people is withdrawn by it. */
    void signal(String name) {
        CommandRun running = run;
        if (running != null) {
            running.signal(name);
        } else {
            withdraw();
        }
    }

    /** What waits for people is withdrawn. */
    void withdraw() {
        CommandRoad waiting = road;
        if (waiting != null) {
            waiting.cancel();
        }
    }
}
