import type { Reading, Writing } from '@casimir/algebra'

/**
 * Changes between diabatic and adiabatic amplitudes. V has one level a column; layouts as in `complexMatrix`. Two levels are written out, since they
 * are what most runs have and loops of two turns take twice as long.
 */

/** c = V^+ psi, from 0 on: V from `vAt` on, psi 2 n numbers from `at` on. */
export const toAdiabatic = (c: Writing, V: Reading, vAt: number, psi: Reading, at: number, n: number): void => {
  if (n === 2) {
    const x0 = psi[at]
    const y0 = psi[at + 1]
    const x1 = psi[at + 2]
    const y1 = psi[at + 3]
    c[0] = V[vAt] * x0 + V[vAt + 1] * y0 + V[vAt + 4] * x1 + V[vAt + 5] * y1
    c[1] = V[vAt] * y0 - V[vAt + 1] * x0 + V[vAt + 4] * y1 - V[vAt + 5] * x1
    c[2] = V[vAt + 2] * x0 + V[vAt + 3] * y0 + V[vAt + 6] * x1 + V[vAt + 7] * y1
    c[3] = V[vAt + 2] * y0 - V[vAt + 3] * x0 + V[vAt + 6] * y1 - V[vAt + 7] * x1
    return
  }
  for (let k = 0; k < n; k++) {
    let re = 0
    let im = 0
    for (let j = 0; j < n; j++) {
      const v = vAt + 2 * (j * n + k)
      const x = psi[at + 2 * j]
      const y = psi[at + 2 * j + 1]
      re += V[v] * x + V[v + 1] * y
      im += V[v] * y - V[v + 1] * x
    }
    c[2 * k] = re
    c[2 * k + 1] = im
  }
}

/** y = M x for n x n matrices: y from `at` on, M and x from 0 on; psi = V c is the inverse of `toAdiabatic`. */
export const transform = (y: Writing, at: number, M: Reading, x: Reading, n: number): void => {
  if (n === 2) {
    const x0 = x[0]
    const y0 = x[1]
    const x1 = x[2]
    const y1 = x[3]
    y[at] = M[0] * x0 - M[1] * y0 + M[2] * x1 - M[3] * y1
    y[at + 1] = M[0] * y0 + M[1] * x0 + M[2] * y1 + M[3] * x1
    y[at + 2] = M[4] * x0 - M[5] * y0 + M[6] * x1 - M[7] * y1
    y[at + 3] = M[4] * y0 + M[5] * x0 + M[6] * y1 + M[7] * x1
    return
  }
  for (let j = 0; j < n; j++) {
    let re = 0
    let im = 0
    for (let k = 0; k < n; k++) {
      const m = 2 * (j * n + k)
      re += M[m] * x[2 * k] - M[m + 1] * x[2 * k + 1]
      im += M[m] * x[2 * k + 1] + M[m + 1] * x[2 * k]
    }
    y[at + 2 * j] = re
    y[at + 2 * j + 1] = im
  }
}

/** S = V^+ W, S_kl = <k of V|l of W>; W from `at` on. */
export const overlaps = (S: Writing, V: Reading, W: Reading, at: number, n: number): void => {
  if (n === 2) {
    for (let l = 0; l < 4; l += 2) {
      const x0 = W[at + l]
      const y0 = W[at + l + 1]
      const x1 = W[at + l + 4]
      const y1 = W[at + l + 5]
      S[l] = V[0] * x0 + V[1] * y0 + V[4] * x1 + V[5] * y1
      S[l + 1] = V[0] * y0 - V[1] * x0 + V[4] * y1 - V[5] * x1
      S[l + 4] = V[2] * x0 + V[3] * y0 + V[6] * x1 + V[7] * y1
      S[l + 5] = V[2] * y0 - V[3] * x0 + V[6] * y1 - V[7] * x1
    }
    return
  }
  for (let k = 0; k < n; k++)
    for (let l = 0; l < n; l++) {
      let re = 0
      let im = 0
      for (let j = 0; j < n; j++) {
        const v = 2 * (j * n + k)
        const w = at + 2 * (j * n + l)
        re += V[v] * W[w] + V[v + 1] * W[w + 1]
        im += V[v] * W[w + 1] - V[v + 1] * W[w]
      }
      S[2 * (k * n + l)] = re
      S[2 * (k * n + l) + 1] = im
    }
}

/** y = T x entry by entry, T the n phases from `turnsAt` on; y may be x. */
export const turn = (y: Writing, x: Reading, turns: Reading, turnsAt: number, n: number): void => {
  for (let k = 0; k < 2 * n; k += 2) {
    const co = turns[turnsAt + k]
    const si = turns[turnsAt + k + 1]
    const re = x[k]
    const im = x[k + 1]
    y[k] = co * re - si * im
    y[k + 1] = co * im + si * re
  }
}
