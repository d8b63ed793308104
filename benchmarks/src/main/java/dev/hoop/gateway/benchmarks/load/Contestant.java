package dev.hoop.gateway.benchmarks.load;

import dev.hoop.gateway.benchmarks.load.stage.Child;
import dev.hoop.gateway.benchmarks.load.work.Figures;
import dev.hoop.gateway.benchmarks.load.work.Works;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** One target with the process that works on it. */
final class Contestant implements AutoCloseable {
    private static final String OK = "ok";

    private final String name;
    private final TargetFile target;
    private final Child worker;

    Contestant(String name, Path file, Path log) throws IOException {
        this.name = name;
        this.target = TargetFile.read(file);
        this.worker =
                Child.java(log, target.classPath(), List.of("-Xms512m", "-Xmx512m"), Worker.class, file.toString());
    }

    String name() {
        return name;
    }

    boolean does(Works work) {
        return !target.skips(work);
    }

    /** One row as this target shows it. */
    String verify() throws IOException {
        return worker.ask("verify");
    }

    /** Whether the work can be done here. */
    boolean open(Works work) throws IOException {
        return succeeds("open " + work, work);
    }

    /** Empty when it failed, which is told. */
    Optional<Figures> run(Works work, long millis) throws IOException {
        String answer = worker.ask("run " + work + " " + millis);
        if (answer.startsWith(OK)) {
            return Optional.of(Figures.of(answer.substring(OK.length() + 1)));
        }
        System.err.println(name + " " + work + ": " + answer);
        return Optional.empty();
    }

    void close(Works work) throws IOException {
        succeeds("close " + work, work);
    }

    /** Opens so many connections that do nothing; answers by how many kilobytes the process between has grown, or nothing without one. */
    Optional<Long> idle(int count) throws IOException {
        if (target.pid() == 0) {
            return Optional.empty();
        }
        worker.ask("idle 10"); // what is made once
        long before = Machine.residentKilobytes(target.pid());
        String answer = worker.ask("idle " + count);
        long after = Machine.residentKilobytes(target.pid());
        worker.ask("idle 0");
        if (!answer.startsWith(OK)) {
            System.err.println(name + " idle: " + answer);
            return Optional.empty();
        }
        return Optional.of(after - before);
    }

    /** Processor time that the process between has used so far, in milliseconds. */
    long cpuMillis() {
        return target.pid() == 0 ? 0 : Machine.cpuMillis(target.pid());
    }

    /** The same of the application that asks. */
    long askerMillis() {
        return Machine.cpuMillis(worker.pid());
    }

    private boolean succeeds(String command, Works work) throws IOException {
        String answer = worker.ask(command);
        if (!answer.startsWith(OK)) {
            System.err.println(name + " " + work + ": " + answer);
        }
        return answer.startsWith(OK);
    }

    @Override
    public void close() {
        worker.close();
    }
}
