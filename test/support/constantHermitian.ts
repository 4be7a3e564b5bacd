/** A constant Hermitian matrix, dense in the levels, row-major and interleaved: another one for every `which`. */
export const constantHermitian = (n: number, which: number): Float64Array => {
  const m = new Float64Array(2 * n * n)
  for (let i = 0; i < n; i++)
    for (let j = i; j < n; j++) {
      const re = Math.cos(1.9 * which + 1.2 * i + 2.3 * j)
      const im = i === j ? 0 : Math.sin(0.8 * which + 0.7 * i + 1.7 * j)
      m.set([re, im], 2 * (i * n + j))
      m.set([re, -im], 2 * (j * n + i))
    }
  return m
}
