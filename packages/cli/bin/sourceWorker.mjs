// The worker of a study where the program is run from its TypeScript: threads do not inherit what reads it.
import { register } from 'tsx/esm/api'

register()
await import('../src/study/partWorker.ts')
