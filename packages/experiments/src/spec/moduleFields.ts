import { z } from 'zod'
import { field } from './Field.ts'

/** The keys that name a module and what it exports. */
export const moduleFields = <const Name extends string>(name: Name) => ({
  module: field(z.string().min(1), 'the path of a .ts, .mts, .js or .mjs file', {
    description:
      'The file, relative to this one. It may import @casimir/* from wherever it is. It is code: run only what you trust.',
    required: true,
  }),
  export: field(z.string().min(1), 'the name of an export', {
    description: 'What of it is meant.',
    default: name,
  }),
})
