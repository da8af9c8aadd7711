/// Classes of the JDK that TeaVM's class library lacks or has with faults, as far as the room of
/// the lessons needs them. [dev.parterre.browser.ClassLibrary] puts them in their places; what
/// their methods do is written in the JDK.
@NullUnmarked
package dev.parterre.browser.java.util;

import org.jspecify.annotations.NullUnmarked;
