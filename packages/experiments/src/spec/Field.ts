import { z } from 'zod'
import { listed } from './describeValue.ts'

/**
 * One value of a spec as data: how it is checked, what is allowed in words, and what it means.
 *
 * The decoder, its messages and the JSON Schema are all read from these.
 */
export interface Field<A> {
  readonly kind: 'field'
  readonly schema: z.ZodType<A>
  /** Completes a sentence that begins with "give". */
  readonly allowed: string
  readonly description: string
  readonly unit?: string
  readonly required?: true
  /** A default that is a constant; the section's decoder fills it in. */
  readonly default?: A
  /** A default that depends on other values, in words. */
  readonly otherwise?: string
  /** The allowed names, for fields that take one of a few, and what such a name is called. */
  readonly choices?: { readonly what: string; readonly names: ReadonlyArray<string> }
}

/** What a section does when its key is absent: refuse, stand for an empty mapping, or be absent too. */
export type Absence = 'refused' | 'empty' | 'absent'

/** A mapping of fields and sections. */
export interface Section<F extends Fields> {
  readonly kind: 'section'
  readonly description: string
  readonly absence: Absence
  readonly fields: F
  /** Completes a sentence that begins with "give"; by default made from the keys. */
  readonly allowed?: string
  /** Keys that are refused with a sentence of their own, even where a field has that key. */
  readonly reserved: { readonly [key: string]: string }
}

/** The entries of a section by key. */
export interface Fields {
  readonly [key: string]: Field<unknown> | Section<Fields>
}

/** What is known about one entry after reading: `undefined` when it was absent or wrong. */
export type ValueOf<T> =
  | (T extends { readonly schema: z.ZodType<infer A> } ? A : T extends Section<infer F> ? ValuesOf<F> : never)
  | undefined

/** What is known about a section after reading. */
export type ValuesOf<F extends Fields> = { readonly [key in keyof F]: ValueOf<F[key]> }

/** The parts of a field that its meaning fixes. */
export type Meaning<A> = Pick<Field<A>, 'description' | 'unit' | 'required' | 'default' | 'otherwise'>

/** A field from a zod schema of its input and the words for what it allows. */
export const field = <A, const M extends Meaning<A>>(
  schema: z.ZodType<A>,
  allowed: string,
  meaning: M,
): Field<A> & M => ({
  kind: 'field',
  schema,
  allowed,
  ...meaning,
})

/** A section from its entries. */
export const section = <const F extends Fields>(
  description: string,
  absence: Absence,
  fields: F,
  reserved: { readonly [key: string]: string } = {},
): Section<F> => ({ kind: 'section', description, absence, fields, reserved })

/** A finite number. */
export const finite = <const M extends Meaning<number>>(meaning: M): Field<number> & M =>
  field(z.number(), 'a finite number', meaning)

/** A finite number above zero. */
export const positive = <const M extends Meaning<number>>(meaning: M): Field<number> & M =>
  field(z.number().gt(0), 'a number > 0', meaning)

/** A whole number from `least` to `most`. */
export const whole = <const M extends Meaning<number>>(least: number, most: number, meaning: M): Field<number> & M =>
  field(z.int().min(least).max(most), `a whole number from ${least} to ${most}`, meaning)

/** One of a few names. */
export const choice = <T extends string, const M extends Meaning<T>>(
  what: string,
  names: ReadonlyArray<T>,
  meaning: M,
): Field<T> & M => ({
  ...field(z.enum(names), listed(names, 'or'), meaning),
  choices: { what, names },
})

const wrapped = (entry: z.ZodType<number>, least: number): z.ZodType<ReadonlyArray<number>> =>
  z.union([entry, z.array(entry).min(least)]).transform((given) => (typeof given === 'number' ? [given] : given))

/** One number for every degree of freedom, or a list of one each. */
export type Coordinates = number | ReadonlyArray<number>

const perDegree = (entry: z.ZodType<number>): z.ZodType<Coordinates> => z.union([entry, z.array(entry).min(1)])

/** A list of numbers, one per degree of freedom; a bare number stands for the same in each. */
export const coordinates = <const M extends Meaning<Coordinates>>(
  bound: 'finite' | 'positive',
  meaning: M,
): Field<Coordinates> & M =>
  bound === 'finite'
    ? field(perDegree(z.number()), 'a list of finite numbers, one per degree of freedom', meaning)
    : field(perDegree(z.number().gt(0)), 'a list of numbers > 0, one per degree of freedom', meaning)

/** A list of numbers > 0, one per degree of freedom, a bare number for the same in each, or a word that stands for such a list. */
export const coordinatesOr = <Word extends string, const M extends Meaning<Coordinates | Word>>(
  word: Word,
  meaning: M,
): Field<Coordinates | Word> & M => {
  const numbers = coordinates('positive', { description: '' })
  return field(z.union([numbers.schema, z.literal(word)]), `${numbers.allowed}, or ${word}`, meaning)
}

/** A list of times, which may be empty; a bare number stands for a list of one. */
export const times = <const M extends Meaning<ReadonlyArray<number>>>(meaning: M): Field<ReadonlyArray<number>> & M =>
  field(wrapped(z.number(), 0), 'a list of times', meaning)
