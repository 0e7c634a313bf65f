import type { Travel } from '../../../core/moving.ts'
import { ROOM, supporterTags } from './links.ts'

const by = 'host_id'
const dated = { host_id: 'own', event_id: 'own' } as const

/** Events of a community or a body with their dates, minutes, decisions and pictures. Who comes is asked anew: an answer lasts until its date and holds a name. */
export const travels = {
  event: {
    by,
    columns: { host_id: 'own', id: 'own', place_id: 'place', link_sealed: { seal: ROOM }, owner_ref: 'member' },
    only: ({ host_sort: sort }) => sort === 'community',
  },
  text: { by, columns: { ...dated, by_ref: 'member' } },
  occurrence: { by, columns: dated },
  minutes: { by, columns: { ...dated, by_ref: 'member' } },
  decision: { by, columns: { ...dated, by_ref: 'member' } },
  point: { by, columns: { ...dated, id: 'own', by_ref: 'member' } },
  support: {
    by,
    columns: {
      ...{ ...dated, point_id: 'own' },
      account_tag: {
        tags: (keys, row, account) => supporterTags(keys, String(row['event_id']), account),
        ...{ of: [by, 'event_id'], once: true, counts: true },
      },
    },
  },
  picture: {
    by,
    columns: { ...dated, id: { of: 'media_item' }, by_ref: 'member' },
    // One that waits for a yes of those who can be recognised on it waits on the old hub: their answers stay there.
    only: ({ state }) => state === 'shown',
  },
} as const satisfies Readonly<Record<string, Travel>>

const who = { person: 'empty' } as const

/** Where a body is the host, a person stands where else a member would. */
export const travelsWithBody = {
  event: {
    by,
    columns: { host_id: 'own', id: 'own', place_id: 'place', link_sealed: { seal: ROOM }, owner_ref: who },
    only: ({ host_sort: sort }) => sort === 'body',
  },
  text: { by, columns: { ...dated, by_ref: who } },
  minutes: { by, columns: { ...dated, by_ref: who } },
  decision: { by, columns: { ...dated, by_ref: who } },
  point: { by, columns: { ...dated, id: 'own', by_ref: who } },
  support: {
    by,
    columns: {
      ...{ ...dated, point_id: 'own' },
      account_tag: { held: (keys, row, account) => supporterTags(keys, String(row['event_id']), account), of: [by, 'event_id'] },
    },
  },
  picture: { ...travels.picture, columns: { ...dated, id: { of: 'media_item' }, by_ref: who } },
} as const satisfies Readonly<Record<string, Travel>>
