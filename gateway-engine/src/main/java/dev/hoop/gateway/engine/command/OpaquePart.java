package dev.hoop.gateway.engine.command;

/**
 * A part of a command that cannot be judged before it runs.
 *
 * @param why in words, without anything of the command but names of programs and options
 * @param at index of its command in the text
 */
public record OpaquePart(Opacity reason, String why, int at) {}
