import { Form, TextField } from '../../../web/fields.tsx'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { address, href, type Page } from '../../../web/page.ts'
import { Crumb } from '../../../web/parts.tsx'
import type { Guest } from '../queries/answers.ts'
import type { SeenDate } from '../queries/seen-event.ts'
import { ANSWERS } from '../tables.ts'
import { When } from './pieces.tsx'
import { pathOf } from '../rules.ts'

type DeskProps = { readonly page: Page; readonly seen: SeenDate; readonly guests: readonly Guest[] }

const people = (guests: readonly Guest[]): number => guests.reduce((all, guest) => all + guest.people, 0)

/** For those who prepare it: who comes, and what they need. */
export function DeskPage({ page, seen, guests }: DeskProps) {
  const { say } = page
  const { row, date, text } = seen
  const at = pathOf(row.id, date.slot)
  const numbers: [string, number][] = [
    ...ANSWERS.map((one): [string, number] => [
      `event.answered.${one}`,
      people(guests.filter(({ answer, waiting }) => answer === one && !waiting)),
    ]),
    ['event.waiting', people(guests.filter(({ waiting }) => waiting))],
  ]
  return (
    <Layout page={page} title={say('event.desk')} index={false} width="wide">
      <Crumb page={page} path={at}>
        <InLanguage language={text.language}>{text.title}</InLanguage>
      </Crumb>
      <h1>{say('event.desk')}</h1>
      <p>
        <When page={page} at={{ startsAt: date.starts_at, endsAt: date.ends_at, zone: row.zone }} />
      </p>
      <p class="note">{say('event.desk.what')}</p>
      <dl class="numbers">
        {numbers.map(([key, count]) => (
          <div>
            <dt>{say(key)}</dt>
            <dd>{say.number(count)}</dd>
          </div>
        ))}
      </dl>
      <p class="actions">
        <a class="button quiet" href={href(page, `${at}/paper`)}>
          {say('event.paper')}
        </a>
      </p>
      {guests.length === 0 ? <p class="empty">{say('event.desk.empty')}</p> : <Guests page={page} guests={guests} />}
      {date.starts_at > page.now ? null : <Door page={page} at={at} guests={guests} walkIns={date.walk_ins} came={date.came} />}
    </Layout>
  )
}

function Guests({ page, guests }: { page: Page; guests: readonly Guest[] }) {
  const { say } = page
  return (
    <ul class="rows">
      {guests.map((guest) => (
        <li>
          <p>
            <strong>
              <bdi>{guest.name === '' ? say('event.no-name') : guest.name}</bdi>
            </strong>{' '}
            · {say(guest.waiting ? 'event.waiting' : `event.answered.${guest.answer}`)} · {say('event.people', { count: guest.people })}
            {guest.way === 'online' ? ` · ${say('event.coming.online')}` : ''} · <span dir="ltr">{guest.code}</span>
          </p>
          {guest.brings === '' ? null : (
            <p>
              {say('event.answer.brings')} · <bdi>{guest.brings}</bdi>
            </p>
          )}
          {guest.needs === '' ? null : (
            <p class="note">
              {say('event.answer.needs')} · <bdi>{guest.needs}</bdi>
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}

type DoorProps = { page: Page; at: string; guests: readonly Guest[]; walkIns: number; came: number | null }

/** The paper list, typed back in: ticked, or counted alone. */
function Door({ page, at, guests, walkIns, came }: DoorProps) {
  const { say } = page
  const coming = guests.filter(({ answer }) => answer !== 'no')
  return (
    <section id="door">
      <h2>{say('event.door')}</h2>
      <p>{came === null ? say('event.door.what') : say('event.door.came', { count: came })}</p>
      <Form page={page} action={href(page, `${at}/door`)} label={say('event.door')}>
        {coming.map((guest) => (
          <label class="choice">
            <input type="checkbox" name="came" value={guest.id} checked={guest.came} />
            <span>
              <span dir="ltr">{guest.code}</span> · <bdi>{guest.name === '' ? say('event.no-name') : guest.name}</bdi> ·{' '}
              {say('event.people', { count: guest.people })}
            </span>
          </label>
        ))}
        <TextField name="walkIns" type="number" min={0} label={say('event.walk-ins')} value={String(walkIns)} />
        <button>{say('event.save')}</button>
      </Form>
    </section>
  )
}

/** Most who come to an open evening have not answered: they are written down by hand. */
const EMPTY_ROWS = 20

/** On paper, for the door: a box, a code, a name or none, how many. Nothing of what somebody needs is on it. */
export function PaperPage({ page, seen, guests }: DeskProps) {
  const { say } = page
  const { row, date, text } = seen
  const coming = guests.filter(({ answer, waiting, way }) => answer !== 'no' && !waiting && way === 'there')
  return (
    <Layout page={page} title={say('event.paper')} index={false} width="wide">
      <Crumb page={page} path={`${pathOf(row.id, date.slot)}/desk`}>
        {say('event.desk')}
      </Crumb>
      <InLanguage as="h1" language={text.language}>
        {text.title}
      </InLanguage>
      <p>
        <When page={page} at={{ startsAt: date.starts_at, endsAt: date.ends_at, zone: row.zone }} />
      </p>
      <p class="quiet">
        {say('event.paper.what')} {say('event.paper.blank')}
      </p>
      <div class="scroll" tabindex={0} role="region" aria-label={say('event.paper')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say('event.paper.came')}</th>
              <th scope="col">{say('event.paper.code')}</th>
              <th scope="col">{say('event.answer.name.short')}</th>
              <th scope="col" class="number">
                {say('event.answer.people')}
              </th>
            </tr>
          </thead>
          <tbody>
            {coming.map((guest) => (
              <tr>
                <td>☐</td>
                <td dir="ltr">{guest.code}</td>
                <td>
                  <bdi>{guest.name}</bdi>
                </td>
                <td class="number">{say.number(guest.people)}</td>
              </tr>
            ))}
          </tbody>
          <tbody aria-hidden="true">
            {Array.from({ length: EMPTY_ROWS }, () => (
              <tr>
                {['☐', '\u00a0', '\u00a0', '\u00a0'].map((sign) => (
                  <td>{sign}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p>{say('event.paper.walk-ins')} ______</p>
      <p class="proof" dir="ltr">
        {address(page, `${pathOf(row.id, date.slot)}/desk`)}
      </p>
    </Layout>
  )
}
