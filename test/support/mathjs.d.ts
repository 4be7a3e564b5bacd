declare module 'mathjs/lib/browser/math.js' {
  /** The single-file build: it loads ten times faster than the module tree. */
  const mathjs: typeof import('mathjs')
  export default mathjs
}
