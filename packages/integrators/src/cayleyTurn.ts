import type { Reading, Writing } from '@casimir/algebra'
import { cayley } from './cayley.ts'

/**
 * Prepares C = (1 + i S)^-1 (1 - i S) and (1 + C)/2 of a Hermitian S = (h/2 hbar) G.
 *
 * Layout: both by columns, entry (j, k) at 2 (k n + j), as `isospectralConjugate` takes them; C from `turnAt` on. The factor is in S: as an argument it
 * would be boxed at every call. Cost: n Cayley steps. Allocates only here.
 */
export const cayleyTurn = (n: number): ((turn: Writing, turnAt: number, halfTurn: Writing, S: Reading) => void) => {
  const unit = new Float64Array(2 * n)
  const step = cayley(n)
  return (turn, turnAt, halfTurn, S) => {
    for (let c = 0; c < n; c++) {
      const column = turnAt + 2 * n * c
      unit.fill(0)
      unit[2 * c] = 1
      step(turn, column, S, 0, 1, unit, 0)
      for (let k = 0; k < 2 * n; k++) halfTurn[2 * n * c + k] = (unit[k] + turn[column + k]) / 2
    }
  }
}
