import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { NonEmptyArray } from 'fp-ts/lib/NonEmptyArray.js'
import type { Definitions } from '../modules/Definitions.ts'
import type { LoadModule } from '../modules/LoadModule.ts'
import { noModules } from '../modules/LoadModule.ts'
import { decodeDocument } from './decodeDocument.ts'
import type { ReadText } from './decodeInitial.ts'
import type { Cloud, CompareSpec, RunSpec } from './Spec.ts'
import type { SpecProblem } from './SpecProblem.ts'

/** A spec with every default filled in, the cloud of the file it names, and what its modules define, if it names any. */
export interface Decoded<S> {
  readonly spec: S
  readonly cloud?: Cloud
  /** The tracers of a run; a comparison has none. */
  readonly tracers?: Cloud
  readonly definitions?: Definitions
}

/**
 * Decodes a document with one `method`, as parsed from YAML or JSON, and fills in every default.
 *
 * Assumes nothing about the document. Errors: every problem found, each once, with its path and one sentence; what
 * can only be judged together with something that is wrong itself is not judged. `readText` is called at most twice,
 * for `initial.particles` and `method.tracers`; `loadModule` gives what the keys `module` name, loaded before. What a module defines is tried, and refused with a sentence.
 *
 * @example
 * const wavepacket = { q: 1.5, p: 0, sigma: 0.7 }
 * const document = { problem: { name: 'rabi' }, initial: { wavepacket }, method: { name: 'koopmon' }, time: { end: 24 } }
 * const readText = () => ({ _tag: 'Left', left: 'there are no files here' })
 * decodeRun(document, readText).right.spec.integrator.name // => 'suzuki4'
 * decodeRun({ ...document, method: { name: 'kopmon' } }, readText).left[0].path // => 'method.name'
 */
export const decodeRun = (
  raw: unknown,
  readText: ReadText,
  loadModule: LoadModule = noModules,
): E.Either<NonEmptyArray<SpecProblem>, Decoded<RunSpec>> =>
  pipe(
    decodeDocument(raw, 'run', readText, loadModule),
    E.map(({ common, entries: [{ energy: _, tracers, ...entry }], cloud, definitions }) => ({
      spec: { ...common, ...entry },
      ...(cloud && { cloud }),
      ...(tracers && { tracers }),
      ...(definitions && { definitions }),
    })),
  )

/**
 * Decodes a document with a list `methods`; otherwise as `decodeRun`.
 *
 * Each method takes its integrator and guards key by key: its own, else the document's, else its default. A name given
 * for the whole document is passed over by methods that it cannot drive.
 *
 * @example
 * const wavepacket = { q: 1.5, p: 0, sigma: 0.7 }
 * const methods = [{ name: 'exact' }, { name: 'ehrenfest' }, { name: 'koopmon' }]
 * const document = { problem: { name: 'rabi' }, initial: { wavepacket }, methods, time: { end: 24 } }
 * const readText = () => ({ _tag: 'Left', left: 'there are no files here' })
 * decodeCompare(document, readText).right.spec.methods.map((method) => method.particles) // => [undefined, 500, 300]
 */
export const decodeCompare = (
  raw: unknown,
  readText: ReadText,
  loadModule: LoadModule = noModules,
): E.Either<NonEmptyArray<SpecProblem>, Decoded<CompareSpec>> =>
  pipe(
    decodeDocument(raw, 'compare', readText, loadModule),
    E.map(({ common, entries, cloud, definitions }) => ({
      spec: {
        ...common,
        methods: entries.map(({ method, integrator, guards }) => ({
          ...method,
          ...(integrator && { integrator }),
          guards,
        })),
      },
      ...(cloud && { cloud }),
      ...(definitions && { definitions }),
    })),
  )
