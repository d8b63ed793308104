/** The words of approvals, for the side that asks and the side that answers. */
@NullMarked
package dev.hoop.gateway.api.approval;

import org.jspecify.annotations.NullMarked;
