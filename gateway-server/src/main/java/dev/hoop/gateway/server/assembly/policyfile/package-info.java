/** Policy files as they lie on disk: YAML into the tree that the engine reads. */
@NullMarked
package dev.hoop.gateway.server.assembly.policyfile;

import org.jspecify.annotations.NullMarked;
