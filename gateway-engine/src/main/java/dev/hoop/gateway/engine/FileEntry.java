package dev.hoop.gateway.engine;

/** One name in a directory. */
public record FileEntry(String name, FileAttributes attributes) {}
