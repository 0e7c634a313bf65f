import type { Child } from 'hono/jsx'
import { ProblemNote } from '../../../web/fields.tsx'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { SessionWay } from '../../../web/session-way.tsx'
import type { Room } from '../queries/shapes.ts'
import { Back, OneButton, When, Who } from './pieces.tsx'
import { RoomForm, TablesForm, type RoomFormsProps } from './room-forms.tsx'

export type RoomsProps = RoomFormsProps & {
  readonly rooms: readonly Room[]
  readonly listed: boolean
  /** Somebody whom the reader blocked sits in the room that they joined. */
  readonly blockedBeside: boolean
  readonly done: string | null
}

/** Small rooms by topic: for those on the list to join and to propose, for those who lead the session to open. */
export function RoomsPage(props: RoomsProps) {
  const { page, session, rooms, leads, listed, done, problem } = props
  const { say } = page
  const [waiting, open] = [rooms.filter(({ state }) => state === 'proposed'), rooms.filter(({ state }) => state === 'open')]
  return (
    <Layout page={page} title={`${say('encounters.rooms')} · ${session.title}`} index={false} scripts={['times.js']}>
      <SessionWay page={page} session={session} />
      <Back page={page} session={session} />
      <h1>{say('encounters.rooms')}</h1>
      <p class="lead">{say('encounters.rooms.lead')}</p>
      {done === null ? null : (
        <p class="done" role="status">
          {say(`encounters.done.${done}`)}
        </p>
      )}
      <ProblemNote page={page} problem={problem} />
      {props.blockedBeside ? <p class="note">{say('encounters.rooms.blocked')}</p> : null}
      {leads && !listed ? <p>{say('encounters.rooms.leads')}</p> : null}
      {open.length === 0 ? (
        <div class="empty">
          <p>{say(leads ? 'encounters.rooms.none.leads' : 'encounters.rooms.none')}</p>
        </div>
      ) : (
        <Rooms {...props} rooms={open} />
      )}
      {waiting.length === 0 ? null : (
        <section>
          <h2>{say(leads ? 'encounters.rooms.waiting' : 'encounters.rooms.own')}</h2>
          <Rooms {...props} rooms={waiting} />
        </section>
      )}
      <Folded of="room" title={say(leads ? 'encounters.room.open' : 'encounters.room.propose')} open={props.faulty === 'room'}>
        <RoomForm {...props} />
      </Folded>
      {leads ? (
        <Folded of="tables" title={say('encounters.tables')} open={props.faulty === 'tables'}>
          <TablesForm {...props} />
        </Folded>
      ) : null}
    </Layout>
  )
}

const Folded = ({ of, title, open, children }: { of: string; title: string; open: boolean; children?: Child }) => (
  <details id={of} open={open}>
    <summary>
      <h2>{title}</h2>
    </summary>
    {children}
  </details>
)

const Rooms = (props: RoomsProps) => (
  <ul class="cards">
    {props.rooms.map((room) => (
      <RoomCard {...props} room={room} />
    ))}
  </ul>
)

function RoomCard({ room, ...props }: RoomsProps & { room: Room }) {
  const { page, session } = props
  const { say } = page
  return (
    <li class="card">
      <h3>
        <bdi>{room.title}</bdi>
      </h3>
      <Standing page={page} room={room} />
      <p>
        <When page={page} session={session} time={room} />
      </p>
      {room.topic === '' ? null : (
        <p>
          <bdi>{room.topic}</bdi>
          {room.suits ? <span class="quiet"> · {say('encounters.room.suits')}</span> : null}
        </p>
      )}
      <p class="quiet">{say('encounters.room.holds', { count: room.capacity })}</p>
      <Where page={page} room={room} />
      {room.standing === 'joined' ? <Inside page={page} room={room} /> : null}
      <Deeds {...props} room={room} />
    </li>
  )
}

function Standing({ page, room }: { page: Page; room: Room }) {
  const { say } = page
  const state = room.state === 'proposed' ? (room.mine ? 'mine' : 'proposed') : room.standing
  return state === null || state === 'free' ? null : (
    <p class="status">
      <strong>{say(`encounters.room.${state}`)}</strong>
    </p>
  )
}

/** Told to those who join, since it says where they will be. */
function Where({ page, room }: { page: Page; room: Room }) {
  const { say } = page
  if (room.place === null) return room.standing === 'free' ? <p class="quiet">{say('encounters.room.where.later')}</p> : null
  const host = room.link === null ? undefined : URL.parse(room.link)?.host
  return (
    <>
      {room.place === '' ? null : (
        <p>
          <span class="quiet">{say('encounters.meeting.place')} · </span>
          <bdi>{room.place}</bdi>
        </p>
      )}
      {/* Where a link leads is seen before one follows it. */}
      {room.link === null || host === undefined ? null : (
        <p>
          <span class="quiet">{say('encounters.room.online')} · </span>
          <a href={room.link} rel="noreferrer nofollow" dir="ltr">
            {host}
          </a>
          <br />
          <span class="quiet">{say('encounters.room.online.what')}</span>
        </p>
      )}
    </>
  )
}

function Inside({ page, room }: { page: Page; room: Room }) {
  const { say } = page
  return (
    <>
      <p class="quiet">{say(room.people.length === 0 ? 'encounters.room.alone' : 'encounters.room.people')}</p>
      {room.people.length === 0 ? null : (
        <ul>
          {room.people.map(({ name, state }) => (
            <li>
              <Who page={page} name={name} state={state} />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function Deeds({ room, page, session, leads, rooms }: RoomsProps & { room: Room }) {
  const { say } = page
  const at = `${session.path}/people/rooms/${room.id}`
  const elsewhere = rooms.some(({ standing, id }) => standing === 'joined' && id !== room.id)
  const waits = room.state === 'proposed'
  const deeds = [
    room.standing === 'free' ? (
      <OneButton page={page} action={`${at}/seat`} label={say(elsewhere ? 'encounters.room.change' : 'encounters.room.join')} />
    ) : null,
    room.standing === 'joined' ? (
      <OneButton page={page} action={`${session.path}/people/rooms/leaving`} class="quiet" label={say('encounters.room.leave')} />
    ) : null,
    leads && waits ? <OneButton page={page} action={`${at}/acceptance`} label={say('encounters.room.accept')} /> : null,
    leads || (room.mine && waits) ? (
      <OneButton
        page={page}
        action={`${at}/closing`}
        class={waits ? 'quiet' : 'danger'}
        label={say(room.mine && !leads ? 'encounters.take-back' : waits ? 'encounters.room.decline' : 'encounters.room.close')}
      />
    ) : null,
  ].filter((deed) => deed !== null)
  return (
    <>
      {deeds.length === 0 ? null : <div class="actions">{deeds}</div>}
      {room.standing === 'joined' && room.people.length > 0 ? (
        <details>
          <summary>{say('encounters.block')}</summary>
          <p>{say('encounters.block.what')}</p>
          <ul class="rows">
            {room.people.map(({ entry, name, state }) => (
              <li>
                <p>
                  <Who page={page} name={name} state={state} />
                </p>
                <OneButton
                  page={page}
                  action={`${session.path}/people/with/${entry}/block`}
                  class="danger"
                  label={say('encounters.block.name', { name })}
                />
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      {room.standing === 'joined' ? (
        <p class="quiet">
          <a href={href(page, `${session.path}/people`)}>{say('encounters.room.talk')}</a>
        </p>
      ) : null}
    </>
  )
}
