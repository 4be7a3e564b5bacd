import { encodeSpec } from '@casimir/experiments'
import { type ScalarTag, stringify } from 'yaml'
import type { Report } from '../Report.ts'
import { withFolderTables } from './tables.ts'

/** Numbers with an exponent carry a point too, `1.0e-8`: without it readers of YAML 1.1, such as PyYAML, see a text. */
const exponential: ScalarTag = {
  tag: 'tag:yaml.org,2002:float',
  default: true,
  identify: (value) => typeof value === 'number' && String(value).includes('e'),
  // Nothing is read with this tag, and a tag without a test loses to those that have one.
  test: /(?!)/,
  resolve: (text) => text,
  stringify: ({ value }) => String(value).replace(/^(-?\d+)e/, '$1.0e'),
}

/** A document, such as that of a study, in YAML. */
export const documentText = (document: unknown): string =>
  stringify(document, { customTags: (tags) => [exponential, ...tags] })

/**
 * The resolved spec as a result folder holds it, in YAML.
 *
 * Tables are kept in the folder under `tableNames` and named so, so that the folder's spec.yaml runs wherever the folder goes.
 */
export const folderSpec = (spec: Report['spec']): string => documentText(encodeSpec(withFolderTables(spec)))
