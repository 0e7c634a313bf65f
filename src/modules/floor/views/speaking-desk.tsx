import { Form, SelectField, TextField, type Option } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { href, type Page } from '../../../web/page.ts'
import type { SessionCard } from '../../gatherings/index.ts'
import type { Block } from '../queries/floor-facts.ts'
import type { Speaking } from '../queries/speaking.ts'
import { TURN_ROLES } from '../rules.ts'
import { clock } from './pieces.tsx'

export type TurnValues = Readonly<Record<'id' | 'label' | 'role' | 'language', string>>

type Props = {
  readonly page: Page
  readonly session: SessionCard
  readonly blocks: readonly Block[]
  readonly speaking: Speaking
  readonly turn: TurnValues
  readonly freshId: () => string
  readonly problem?: Problem | undefined
}

/** Raised hands in their fair order, who speaks now, and how the time was shared so far. */
export function SpeakingDesk(props: Props) {
  const { page, session, speaking } = props
  const { say } = page
  return (
    <section data-part="speaking">
      <h2>{say('floor.hands')}</h2>
      <p class="quiet">{say('floor.hands.rule')}</p>
      {speaking.now === null ? null : (
        <Form page={page} action={href(page, `${session.path}/floor/turns/now/end`)} class="actions send">
          <span>
            {say('floor.speaks')} <bdi>{speaking.now.label ?? say('floor.speaker.participant')}</bdi>
          </span>
          <button class="quiet">{say('floor.turn.end')}</button>
        </Form>
      )}
      {speaking.hands.length === 0 ? <p class="empty">{say('floor.hands.none')}</p> : <Hands {...props} />}
      {session.phase === 'running' ? <StartTurn {...props} /> : null}
      <BalanceTables page={page} speaking={speaking} groups />
    </section>
  )
}

function Hands({ page, session, speaking, freshId }: Props) {
  const { say } = page
  return (
    <ol class="rows">
      {speaking.hands.map((hand) => (
        <li>
          <bdi>{hand.label}</bdi>{' '}
          <span class="quiet">
            {say.language(hand.language)}
            {hand.group === null ? '' : ` · ${hand.group}`}
          </span>
          <div class="actions">
            <Form page={page} action={href(page, `${session.path}/floor/turns`)} class="send">
              <input type="hidden" name="id" value={freshId()} />
              <input type="hidden" name="hand" value={hand.id} />
              <input type="hidden" name="role" value="participant" />
              <button>{say('floor.hand.call')}</button>
            </Form>
            <Form page={page} action={href(page, `${session.path}/floor/hands/${hand.id}/withdrawal`)} class="send">
              <button class="quiet">{say('floor.hand.lower')}</button>
            </Form>
          </div>
        </li>
      ))}
    </ol>
  )
}

/** Somebody of the run sheet with one press; anybody else by a label. */
function StartTurn({ page, session, blocks, turn, freshId, problem }: Props) {
  const { say } = page
  const speakers = blocks.flatMap(({ speakers: own, sort }) => own.map((speaker) => ({ ...speaker, sort })))
  const languages: readonly Option[] = [
    { value: '', label: say('floor.untold') },
    ...session.languages.map((value) => ({ value, label: say.language(value) })),
  ]
  return (
    <details open={problem !== undefined}>
      <summary>{say('floor.turn.start')}</summary>
      {speakers.map((speaker) => (
        <Form page={page} action={href(page, `${session.path}/floor/turns`)} class="actions">
          <input type="hidden" name="id" value={freshId()} />
          <input type="hidden" name="speaker" value={speaker.id} />
          <input type="hidden" name="role" value={speaker.sort === 'host' ? 'host' : 'panellist'} />
          <input type="hidden" name="language" value={session.languages.includes(speaker.language) ? speaker.language : ''} />
          <button class="quiet">
            <bdi>{speaker.name}</bdi>
          </button>
        </Form>
      ))}
      <Form page={page} action={href(page, `${session.path}/floor/turns`)}>
        <input type="hidden" name="id" value={turn.id} />
        <TextField
          name="label"
          label={say('floor.turn.label')}
          hint={say('floor.turn.label.hint')}
          value={turn.label}
          most={60}
          problem={problem}
        />
        <SelectField
          name="role"
          label={say('floor.turn.role')}
          options={TURN_ROLES.map((value) => ({ value, label: say(`floor.role.${value}`) }))}
          value={turn.role || 'participant'}
          problem={problem}
        />
        <SelectField
          name="language"
          id="turn-language"
          label={say('floor.turn.language')}
          options={languages}
          value={turn.language}
          problem={problem}
        />
        <button>{say('floor.turn.begin')}</button>
      </Form>
    </details>
  )
}

/** How the time was shared: what nobody said is counted as not said, and nothing is guessed. */
export function BalanceTables({ page, speaking, groups = false }: { page: Page; speaking: Speaking; groups?: boolean }) {
  const { say } = page
  if (speaking.byRole.length === 0) return null
  const tables = [
    ['role', speaking.byRole, (key: string) => say(`floor.role.${key}`)],
    ['language', speaking.byLanguage, (key: string) => say.language(key)],
    ...(groups ? [['group', speaking.byGroup, (key: string) => key] as const] : []),
  ] as const
  return (
    <>
      <h3>{say('floor.balance')}</h3>
      {tables.map(([sort, rows, name]) => (
        <table>
          <caption>{say(`floor.balance.${sort}`)}</caption>
          <thead>
            <tr>
              <th scope="col">{say(`floor.balance.${sort}.head`)}</th>
              <th scope="col" class="number">
                {say('floor.balance.time')}
              </th>
              <th scope="col" class="number">
                {say('floor.balance.share')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, seconds, share }) => (
              <tr>
                <th scope="row">
                  <bdi>{key === null ? say('floor.untold') : name(key)}</bdi>
                </th>
                <td class="number">{clock(seconds)}</td>
                <td class="number">{say.share(share)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </>
  )
}
