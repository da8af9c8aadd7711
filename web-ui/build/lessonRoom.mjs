// Makes the room of the lessons smaller than TeaVM leaves it.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { minify } from 'vite';

const compiled = '../browser-module/target/lesson-room/lessonRoom.js';
const { code, errors } = await minify('lessonRoom.js', readFileSync(compiled, 'utf8'), {
  module: true,
  compress: { target: 'es2022' },
  mangle: { toplevel: true },
});
if (errors.length > 0) {
  throw new Error(errors[0]?.message);
}
mkdirSync('target/lesson-room', { recursive: true });
writeFileSync('target/lesson-room/lessonRoom.js', code);
