import type pg from 'pg'
import type { MapBorders } from '../platform/config.ts'
import type { Line } from '../platform/line.ts'
import type { Log } from '../platform/log.ts'
import type { Mailer } from '../platform/mail.ts'
import type { Outside } from '../platform/outside.ts'
import type { Pusher } from '../platform/push.ts'
import type { Queue } from '../platform/queue.ts'
import type { Replicas } from '../platform/replicas.ts'
import type { RoomLeft } from '../platform/room-left.ts'
import type { Assets } from '../web/assets.ts'
import type { Apart } from './apart.ts'

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
  /** To the other processes of this hub; absent: it is the only one. */
  readonly line?: Line
  /** For a process that answers at some addresses alone; absent: at all. */
  readonly apart?: Apart
  /** Copies of the database that answer what everybody may read; absent: there are none. */
  readonly replicas?: Replicas
  readonly trustedProxies: number
  /** Where somebody who found a hole can write to, as an address; null: the hub's page about itself. */
  readonly securityContact: string | null
  /** What a program says to read the numbers of the hub; absent: nothing is counted, and nobody reads it. */
  readonly metricsToken?: string | null
  /** What whoever runs the hub has to say on its status page; absent: nothing. */
  readonly notice?: () => string | null
  /** Of the disk that the hub's own database lies on; absent: nobody looks. */
  readonly roomLeft?: RoomLeft
  /** Where sentences for whoever runs the hub go. */
  readonly note: (line: string) => void
}
