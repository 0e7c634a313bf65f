import { makeOpen, type Made } from './dialogues.ts'
import { NOON, type Hub } from './hub.ts'

export const hoursAgo = (hours: number): Date => new Date(NOON.getTime() - hours * 3_600_000)

/** What the API tells of a feed, as far as tests look at it. */
export type Told = {
  items: {
    sort: string
    id: string
    title: string
    language: string
    at: string
    starts: string | null
    until: string | null
    awaits: boolean
    muted: boolean
    why: { key: string; name: string; belongs: boolean }[]
    points: { what: string; points: number }[]
    total: number
  }[]
  next: string | null
}

export const TITLES = ['fresh', 'same', 'older', 'french', 'oldest'] as const
export type Title = (typeof TITLES)[number]

/** Five open dialogues of different age: of the department, a government unit, and of an association. */
export async function stageDialogues(hub: Hub): Promise<Readonly<Record<Title, Made>>> {
  const { unit, lyon } = hub.cast.bodies
  const open = async (title: Title, hours: number, more: Readonly<Record<string, unknown>>): Promise<Made> => {
    const at = (from: number) => new Date(hoursAgo(hours).getTime() + from * 3_600_000).toISOString()
    hub.setNow(hoursAgo(hours))
    return makeOpen(hub, { title, opensAt: at(0), closesAt: at(24 * 14), answerBy: at(24 * 40), ...more })
  }
  const made = {
    fresh: await open('fresh', 1, { bodyId: lyon }),
    same: await open('same', 1, { bodyId: unit }),
    older: await open('older', 80, { bodyId: unit }),
    french: await open('french', 150, { bodyId: lyon, language: 'fr', languages: ['fr'] }),
    oldest: await open('oldest', 500, { bodyId: lyon }),
  }
  hub.setNow(NOON)
  return made
}

/** Titles of its dialogues alone: other rooms publish as well. */
export const dialoguesIn = ({ items }: Told): readonly string[] => items.filter(({ sort }) => sort === 'dialogue').map(({ title }) => title)

/** Names stand isolated in sentences. */
export const textOf = async (response: Response): Promise<string> => (await response.text()).replaceAll(/[\u2068\u2069]/g, '')
