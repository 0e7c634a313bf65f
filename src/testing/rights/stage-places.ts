import { doAsHub } from '../dialogues.ts'
import type { Hub } from '../hub.ts'

export const STOCK = { source: 'Invented', licence: 'CC0', retrievedOn: null, rows: [[2019, 'ML', 'FR', 100]] }

/** A table, so that there is something to read. */
export const stagePlaces = (hub: Hub): Promise<unknown> => doAsHub(hub, 'places.import-migrant-stock', STOCK)
