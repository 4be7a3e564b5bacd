import { z } from 'zod'
import { problems } from '../problems.ts'
import { customSection } from './customProblem.ts'
import { problemSection } from './decodeProblem.ts'
import { compareDocument, comparedFields, runDocument } from './documentFields.ts'
import type { Field, Fields, Section } from './Field.ts'
import {
  closureFields,
  ehrenfestFields,
  exactFields,
  fsshFields,
  koopmonFields,
  meanFieldFields,
} from './methodFields.ts'

type Notes = z.core.$ZodRegistry<{ readonly [key: string]: unknown }>
type Shape = { readonly [key: string]: z.ZodType }

const noteOf = ({ description, unit, default: value, otherwise }: Field<unknown>) => ({
  description: `${description}${unit === undefined ? '' : ` Unit: ${unit}.`}${otherwise === undefined ? '' : ` Default: ${otherwise}.`}`,
  ...(unit !== undefined && { unit }),
  ...(value !== undefined && { default: value }),
})

const fieldShape = (notes: Notes, entry: Field<unknown>): z.ZodType => {
  const shape = entry.required ? z.clone(entry.schema) : entry.schema.optional()
  return shape.register(notes, noteOf(entry))
}

const entryShape = (notes: Notes, entry: Fields[string]): z.ZodType => {
  if (entry.kind === 'field') return fieldShape(notes, entry)
  const shape = sectionShape(notes, entry)
  return entry.absence === 'refused' ? shape : shape.optional()
}

/** A section as a strict zod object; `replaced` stands in for entries that the fields leave open. */
const sectionShape = (notes: Notes, entry: Section<Fields>, replaced: Shape = {}): z.ZodObject => {
  const shape = Object.entries(entry.fields).map(([key, value]) => [key, replaced[key] ?? entryShape(notes, value)])
  return z.strictObject(Object.fromEntries(shape)).register(notes, { description: entry.description })
}

const named = (notes: Notes, id: string, description: string, shape: z.ZodType): z.ZodType =>
  shape.register(notes, { id, description })

/** Exactly one of a section's entries. */
const oneOf = (notes: Notes, { description, fields }: Section<Fields>): z.ZodType => {
  const shapes = Object.entries(fields).map(([key, entry]) =>
    z.strictObject({
      [key]: entry.kind === 'field' ? fieldShape(notes, { ...entry, required: true }) : sectionShape(notes, entry),
    }),
  )
  return named(notes, 'initial', description, z.union(shapes))
}

const methodShapes = (notes: Notes, extra: Fields): ReadonlyArray<z.ZodType> => {
  const { guards } = extra
  const of = (description: string, fields: Fields) =>
    sectionShape(notes, { kind: 'section', description, absence: 'refused', fields, reserved: {} })
  return [
    of('The exact quantum dynamics on a Fourier grid or in a product basis.', {
      ...exactFields,
      ...(guards && { guards }),
    }),
    of('Ehrenfest trajectories.', { ...ehrenfestFields, ...extra }),
    of('Mean-field trajectories.', { ...meanFieldFields, ...extra }),
    of("Tully's fewest-switches surface hopping.", { ...fsshFields, ...extra }),
    of('The koopmon closure.', { ...koopmonFields, ...extra }),
    of('The particle closure of an energy of your own.', { ...closureFields, ...extra }),
  ]
}

/** A problem from a module; its parameters, which only the module knows, are left open. */
const ownProblem = customSection({ parameters: {} })

/**
 * The JSON Schema (draft 2020-12) of the documents that `decodeRun`, `decodeCompare` and `decodeStudy` read: every key with its
 * description, its unit where it has one, and its default, or how the default follows from the rest.
 *
 * It states shapes; what depends on several values at once only decoding checks.
 *
 * @example
 * specSchema().anyOf.length // => 2
 */
export const specSchema = (): { readonly [key: string]: unknown } => {
  const notes: Notes = z.registry()
  const problem = named(
    notes,
    'problem',
    'The problem and its parameters.',
    z.union([
      ...problems.map((definition) => sectionShape(notes, problemSection(definition))),
      sectionShape(notes, ownProblem).catchall(z.unknown()).register(notes, { description: ownProblem.description }),
    ]),
  )
  const initial = oneOf(notes, runDocument.fields.initial)
  const method = named(notes, 'method', runDocument.fields.method.description, z.union(methodShapes(notes, {})))
  const compared = named(
    notes,
    'comparedMethod',
    'A method of a comparison.',
    z.union(methodShapes(notes, comparedFields)),
  )
  const methods = z.array(compared).min(1).register(notes, { description: compareDocument.fields.methods.description })
  const document = z.union([
    sectionShape(notes, runDocument, { problem, initial, method }),
    sectionShape(notes, compareDocument, { problem, initial, methods }),
  ])
  return z.toJSONSchema(document.register(notes, { title: 'Casimir spec' }), { io: 'input', metadata: notes })
}
