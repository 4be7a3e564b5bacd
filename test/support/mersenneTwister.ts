const N = 624
const M = 397

/**
 * The 32-bit outputs of MT19937, written from M. Matsumoto and T. Nishimura, ACM Trans. Model. Comput. Simul. 8, 3 (1998), a whole generation at a time, to share nothing with
 * the program's.
 */
export const mersenneTwister = (seed: number): (() => number) => {
  const words = new Uint32Array(N)
  words[0] = seed
  for (let i = 1; i < N; i++) words[i] = Math.imul(1812433253, words[i - 1] ^ (words[i - 1] >>> 30)) + i
  let at = N
  return () => {
    if (at === N) {
      for (let i = 0; i < N; i++) {
        const y = (words[i] & 0x80000000) | (words[(i + 1) % N] & 0x7fffffff)
        words[i] = words[(i + M) % N] ^ (y >>> 1) ^ (y % 2 === 0 ? 0 : 0x9908b0df)
      }
      at = 0
    }
    let y = words[at++]
    y ^= y >>> 11
    y ^= (y << 7) & 0x9d2c5680
    y ^= (y << 15) & 0xefc60000
    return (y ^ (y >>> 18)) >>> 0
  }
}

/** Uniform numbers in (0, 1) of 26 and 27 low bits of two outputs. */
export const uniformsOf = (seed: number): (() => number) => {
  const next = mersenneTwister(seed)
  const draw = (): number => {
    const [high, low] = [next() % 2 ** 26, next() % 2 ** 27]
    return high / 2 ** 26 + low / 2 ** 53
  }
  return () => draw() || draw()
}

/** The seed of trajectory a. */
export const seedOf = (seed: number, a: number): number => {
  const next = mersenneTwister(seed)
  for (let k = 0; k < a; k++) next()
  return next()
}
