import { encodeSpec } from '@casimir/experiments'
import { stringify } from 'yaml'
import type { Report } from '../Report.ts'

/** The name under which a result folder keeps the cloud its run started from. */
export const cloudName = 'particles.csv'

/**
 * The resolved spec as a result folder holds it, in YAML.
 *
 * A cloud is kept in the folder under `cloudName` and named so, so that the folder's spec.yaml runs wherever the folder goes.
 */
export const folderSpec = (spec: Report['spec']): string =>
  stringify(encodeSpec('particles' in spec.initial ? { ...spec, initial: { particles: cloudName } } : spec))
