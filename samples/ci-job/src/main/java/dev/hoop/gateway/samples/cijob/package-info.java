/** A job that runs a migration when a person has agreed. */
@org.jspecify.annotations.NullMarked
package dev.hoop.gateway.samples.cijob;
