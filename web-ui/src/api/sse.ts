export interface SseMessage {
  readonly event: string;
  readonly data: string;
  readonly id: string | null;
}

const BUFFER_MAX_CHARS = 32 * 1024 * 1024;

/** Parses an event stream into messages, however its text is split. */
export class SseParser {
  private rest = '';
  private event = '';
  private data: string[] = [];
  private id: string | null = null;

  push(chunk: string): SseMessage[] {
    const messages: SseMessage[] = [];
    const text = this.rest + chunk;
    let start = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      const line = text.slice(start, text[end - 1] === '\r' && end > start ? end - 1 : end);
      start = end + 1;
      const message = this.line(line);
      if (message !== null) {
        messages.push(message);
      }
    }
    this.rest = text.slice(start);
    if (this.rest.length > BUFFER_MAX_CHARS) {
      throw new Error('a message of the stream is too long');
    }
    return messages;
  }

  private line(line: string): SseMessage | null {
    if (line === '') {
      return this.dispatch();
    }
    const colon = line.indexOf(':');
    if (colon === 0) {
      return null; // a comment, sent to keep the connection alive
    }
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
    if (field === 'event') {
      this.event = value;
    } else if (field === 'data') {
      this.data.push(value);
    } else if (field === 'id') {
      this.id = value;
    }
    return null;
  }

  private dispatch(): SseMessage | null {
    const { event, data, id } = this;
    this.event = '';
    this.data = [];
    return data.length === 0 ? null : { event: event || 'message', data: data.join('\n'), id };
  }
}
