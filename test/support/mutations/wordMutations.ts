import type { Flow, HybridState, PartKinds, Scheme, SplitSystem } from '@casimir/algebra'
import { adjoint, allocateHybrid, fuse, getSchemeMonoid, letter, scale } from '@casimir/algebra'
import type { SchemeInstance, SchemeOperations } from '@casimir/checks'
import { amplitudes, gridVector, hybridSpecimen, schemeLaws } from '@casimir/checks'
import { compile } from '@casimir/integrators'
import { ehrenfest, ehrenfestSplit, rabi } from '@casimir/models'
import * as fc from 'fast-check'
import { sampleCloud } from '../sampleCloud.ts'
import type { PlantedFault, Twin } from './PlantedFault.ts'

type Part = 'A' | 'B' | 'N'
type Compile = (scheme: Scheme<Part>) => Flow<HybridState>

const hamiltonian = rabi({ omega: 1, splitting: 1, coupling: 0.5 })
const weights = Float64Array.of(1)
const system = ehrenfest(hamiltonian, { weights, hbar: 1 })
const { A, B } = ehrenfestSplit(hamiltonian, { trajectories: 1, hbar: 1 }).parts
/** Two exact parts and one that is neither, with its adjoint: A then B, and B then A. */
const split: SplitSystem<HybridState, Part> = {
  name: 'rabi',
  parts: {
    A,
    B,
    N: {
      kind: 'neither',
      flow: (s, h) => A.flow(s, h) || B.flow(s, h),
      adjoint: (s, h) => B.flow(s, h) || A.flow(s, h),
    },
  },
}
const kinds: PartKinds<Part> = { A: 'exact', B: 'exact', N: 'neither' }
const right: SchemeOperations<Part> = {
  concat: getSchemeMonoid<Part>().concat,
  scale: (c) => (w) => scale(c)(w),
  adjoint: adjoint<Part>(kinds),
  fuse: fuse<Part>(kinds),
}
const compiled: Compile = compile(split)

/** Operations on words and their meaning, and a method made with them. */
const twin = (
  order: number,
  method: (of: SchemeOperations<Part>) => Scheme<Part>,
  change: Partial<SchemeOperations<Part>> = {},
  meaning: Compile = compiled,
): Twin => {
  const operations = { ...right, ...change }
  const instance: SchemeInstance<Part, HybridState> = {
    name: 'words on rabi',
    kinds,
    compile: meaning,
    allocate: () => allocateHybrid(system.shape),
    blocks: fc.tuple(gridVector(3), amplitudes(2)).map(([xs, psi]) => Float64Array.of(...xs, ...psi)),
    h: 0.5,
    operations,
  }
  return {
    laws: schemeLaws(instance),
    run: () => ({
      specimen: hybridSpecimen('word', { system, weights, start: sampleCloud(system.shape) }, () =>
        meaning(method(operations)),
      ),
      order,
      h: 0.1,
      T: 1,
      fewest: 12,
      solver: 0,
    }),
  }
}

const strangWord = (): Scheme<Part> => [letter('A', 0.5), letter('B', 1), letter('A', 0.5)]
const halves = (of: SchemeOperations<Part>): Scheme<Part> => of.fuse([letter('N', 0.5), letter('N', 0.5)])
const symmetric = (of: SchemeOperations<Part>): Scheme<Part> =>
  of.concat([letter('N', 0.5)], of.adjoint([letter('N', 0.5)]))

/** Faults in the algebra of words. */
export const wordMutations: ReadonlyArray<PlantedFault> = [
  {
    fault: 'fuse merges neighbours that are no exact flows',
    object: 'words',
    law: 'scheme/compile-fuse',
    right: () => twin(1, halves),
    wrong: () => twin(1, halves, { fuse: fuse<Part>({ A: 'exact', B: 'exact', N: 'exact' }) }),
  },
  {
    fault: 'adjoint reverses letters and does not star them',
    object: 'words',
    law: 'scheme/compile-adjoint',
    right: () => twin(2, symmetric),
    wrong: () => twin(2, symmetric, { adjoint: (w) => w.toReversed() }),
  },
  {
    fault: 'compile drops the last letter of a word of three',
    object: 'words',
    law: 'scheme/compile',
    right: () => twin(2, strangWord),
    wrong: () => twin(2, strangWord, {}, (w) => compiled(w.length === 3 ? w.slice(0, 2) : w)),
  },
]
