package crooked.server.doors.ssh;

public interface SshDoor {}
