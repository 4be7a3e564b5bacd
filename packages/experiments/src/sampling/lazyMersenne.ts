/** Words of the state. */
const SIZE = 624
const SHIFT = 397

/** A state to give to `lazyMersenne`. */
export const allocateMersenne = (): Int32Array<ArrayBuffer> => new Int32Array(SIZE)

/**
 * The 32-bit outputs of MT19937 started from `seed`, as signed integers, each word of the state made and twisted when it is first needed: a stream of which few numbers are
 * drawn costs two thirds of the state's initialisation and no pass over it. `state`, in whatever condition, is overwritten: streams that are drawn from one after the other
 * may share one.
 *
 * Source: M. Matsumoto and T. Nishimura, ACM Trans. Model. Comput. Simul. 8, 3 (1998), seeded as in their 2002 revision.
 *
 * @example
 * lazyMersenne(5489)() >>> 0 // => 3499211612
 */
export const lazyMersenne = (seed: number, state = allocateMersenne()): (() => number) => {
  state[0] = seed
  let filled = 1
  let index = 0
  const fill = (end: number): void => {
    let last = state[filled - 1]
    for (; filled < end; filled++) {
      last = (Math.imul(1812433253, last ^ (last >>> 30)) + filled) | 0
      state[filled] = last
    }
  }
  return () => {
    if (filled < SIZE) fill(Math.min(SIZE, index + SHIFT + 1))
    const next = index + 1 < SIZE ? index + 1 : 0
    const other = index + SHIFT < SIZE ? index + SHIFT : index + SHIFT - SIZE
    const mixed = (state[index] & 0x80000000) | (state[next] & 0x7fffffff)
    let y = state[other] ^ (mixed >>> 1) ^ (-(mixed & 1) & 0x9908b0df)
    state[index] = y
    index = next
    y ^= y >>> 11
    y ^= (y << 7) & 0x9d2c5680
    y ^= (y << 15) & 0xefc60000
    return y ^ (y >>> 18)
  }
}
