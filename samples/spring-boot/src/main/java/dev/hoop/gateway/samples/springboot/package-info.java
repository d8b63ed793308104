/** An ordinary Spring Boot JPA application. */
@org.jspecify.annotations.NullMarked
package dev.hoop.gateway.samples.springboot;
