/// Classes of the JDK that TeaVM's class library lacks, has with faults, or has larger than the
/// room of the lessons needs them, as far as it does. [dev.parterre.browser.ClassLibrary] puts them
/// in their places; what their methods do is written in the JDK.
@NullUnmarked
package dev.parterre.browser.java.util;

import org.jspecify.annotations.NullUnmarked;
