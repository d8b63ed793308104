@org.jspecify.annotations.NullMarked
package dev.hoop.gateway.server.assembly.policyfile;
