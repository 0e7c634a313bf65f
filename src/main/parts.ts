import type pg from 'pg'
import type { MapBorders } from '../platform/config.ts'
import type { Log } from '../platform/log.ts'
import type { Mailer } from '../platform/mail.ts'
import type { Outside } from '../platform/outside.ts'
import type { Pusher } from '../platform/push.ts'
import type { Queue } from '../platform/queue.ts'
import type { Assets } from '../web/assets.ts'

/** What a hub is put together from; a test puts in its own. */
export type HubParts = {
  readonly pool: pg.Pool
  readonly queue: Queue
  readonly outside: Outside
  readonly mailer: Mailer
  readonly pusher: Pusher
  readonly log: Log
  readonly assets: Assets
  readonly publicUrl: string
  readonly hubName: string
  readonly homeZone: string
  readonly demo: boolean
  /** Where the quick exit leads. */
  readonly leaveTo: string
  /** Which borders the map of bodies draws; absent: none. */
  readonly mapBorders?: MapBorders
  /** False: the database is spread over several servers, and hot deeds take the form that is quickest there. Absent: one server. */
  readonly oneServer?: boolean
  readonly trustedProxies: number
  /** Where somebody who found a hole can write to, as an address; null: the hub's page about itself. */
  readonly securityContact: string | null
  /** Where sentences for whoever runs the hub go. */
  readonly note: (line: string) => void
}
