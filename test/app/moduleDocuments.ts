import type { HybridHamiltonian } from '@casimir/algebra'
import type { Energy, Exports, LoadModule } from '@casimir/experiments'
import { defineProblem } from '@casimir/experiments'
import { correlationDensity, rabi, scaleDensity } from '@casimir/models'
import * as E from 'fp-ts/lib/Either.js'
import type { Document } from './specDocuments.ts'

export const model = (coupling = 0.3): HybridHamiltonian => rabi({ omega: 1, splitting: 1, coupling })
export const problem = defineProblem({
  name: 'mine',
  parameters: { coupling: 0.3 },
  build: ({ coupling }) => model(coupling),
})
export const energy: Energy = (hamiltonian, hbar, { strength = 1 }) =>
  scaleDensity(strength, correlationDensity(hamiltonian, hbar))
export const good: Exports = { problem, energy, copy: problem }
export const modulesWith =
  (exports: Exports): LoadModule =>
  (path) =>
    path === './mine.ts' ? E.right(exports) : E.left(`${path} cannot be read: there is no such file or folder`)

export const koopmon = { name: 'koopmon', particles: 20, mollifier: { alpha: { q: 0.4, p: 0.4 } } }
export const closure = { ...koopmon, name: 'closure', module: './mine.ts' }
export const document: Document = {
  problem: { module: './mine.ts', coupling: 0.4 },
  initial: { wavepacket: { q: 1.5, p: 0, sigma: 0.7 } },
  method: closure,
  time: { end: 1, record: 0.5 },
}
