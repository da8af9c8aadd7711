/// The room of the lessons for JavaScript: what a page can call, and what the compiler needs to
/// know about it. It is compiled by TeaVM; nothing of it runs in a replica.
@NullMarked
package dev.parterre.browser;

import org.jspecify.annotations.NullMarked;
