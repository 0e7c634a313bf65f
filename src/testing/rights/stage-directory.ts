import { LYON } from '../cast.ts'
import { doAsHub } from '../dialogues.ts'
import type { Hub } from '../hub.ts'

export const ENTRY = { places: ['FR'], origins: ['SN'], accepts: ['newcomers'], membership: 'open', language: 'fr', hours: 'Le samedi' }

/** What Lyon says of itself in the directory. */
export const stageDirectory = (hub: Hub): Promise<unknown> => doAsHub(hub, 'directory.write-entry', { body: LYON, ...ENTRY })
