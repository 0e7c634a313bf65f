import { CITY, FIRM, HOME_TOWN, HOUSE, UNIT, WOMEN } from './bodies.ts'
import { type Staff, type Stage, timeAgo } from './stage.ts'

type Entry = {
  readonly places: readonly string[]
  readonly topics?: readonly string[]
  readonly membership?: 'open'
  readonly accepts?: readonly string[]
  readonly language: string
  readonly hours?: string
}

/** Where the invented bodies work. The firm has not said anything yet. */
const ENTRIES: Readonly<Record<string, Entry>> = {
  [HOUSE]: {
    places: ['FR', 'BE'],
    topics: ['work'],
    membership: 'open',
    accepts: ['newcomers', 'volunteers'],
    language: 'fr',
    hours: 'Mardi et jeudi, 14 h à 18 h',
  },
  [UNIT]: { places: ['FR', 'CA', 'IE'], topics: ['law'], language: 'fr', hours: 'Lundi à vendredi, 9 h à 16 h' },
  [HOME_TOWN]: {
    places: ['FR'],
    topics: ['learning', 'music'],
    membership: 'open',
    accepts: ['newcomers', 'volunteers'],
    language: 'fr',
    hours: 'Samedi, 10 h à 12 h',
  },
  [WOMEN]: { places: ['CA', 'FR'], topics: ['women', 'health'], membership: 'open', accepts: ['newcomers'], language: 'fr' },
  [CITY]: { places: ['IE'], language: 'fr' },
}

export async function playDirectory(stage: Stage, staff: ReadonlyMap<string, Staff>): Promise<void> {
  for (const [body, entry] of Object.entries(ENTRIES)) {
    const actor = staff.get(body)?.steward
    if (actor !== undefined && body !== FIRM)
      await stage.call('directory.write-entry', { body, ...entry }, { actor, at: timeAgo(stage, 20) })
  }
}
