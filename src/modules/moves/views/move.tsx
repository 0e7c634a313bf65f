import { Form, ProblemNote, RadioField, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { dayInWords } from '../../../web/time.tsx'
import type { SeenCommunity } from '../../communities/index.ts'
import type { Move } from '../queries/here.ts'
import type { OwnPart } from '../queries/read-move.ts'
import { NOTICE_DAYS } from '../rules.ts'

type Props = { readonly page: Page; readonly community: SeenCommunity; readonly problem: Problem | undefined }

const Crumb = ({ page, community }: Pick<Props, 'page' | 'community'>) => (
  <p class="crumb">
    <a href={href(page, community.path)}>
      <InLanguage language={community.language}>{community.name}</InLanguage>
    </a>
  </p>
)

export function AnnouncePage({ page, community, destination, problem }: Props & { readonly destination: string | undefined }) {
  const { say } = page
  return (
    <Layout page={page} title={say('moves.announce')} index={false}>
      <Crumb page={page} community={community} />
      <h1>{say('moves.announce')}</h1>
      <p class="lead">{say('moves.announce.lead', { days: NOTICE_DAYS })}</p>
      <p>{say('moves.announce.how')}</p>
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={href(page, `${community.path}/move`)}>
        <TextField
          name="destination"
          type="url"
          label={say('moves.destination')}
          hint={say('moves.destination.hint')}
          value={destination}
          most={200}
          required
          problem={problem}
        />
        <button>{say('moves.announce.do')}</button>
      </Form>
    </Layout>
  )
}

type MoveProps = Props & { readonly move: Move; readonly own: OwnPart; readonly mayChoose: boolean; readonly mayCancel: boolean }

export function MovePage(props: MoveProps) {
  const { page, community, move, own, problem } = props
  const { say } = page
  const { destination } = move
  return (
    <Layout page={page} title={say('moves.title')} index={false}>
      <Crumb page={page} community={community} />
      <h1>{say('moves.title')}</h1>
      <p class="lead">
        {move.state === 'settled' ? say('moves.has-moved') : say('moves.will-move', { day: dayInWords(page, move.leavesOn), destination })}
      </p>
      {move.state === 'settled' ? <Elsewhere move={move} community={community} /> : null}
      <ProblemNote page={page} problem={problem} />
      {own.claim === null ? null : (
        <section>
          <h2>{say('moves.own-link')}</h2>
          <p>{say('moves.own-link.lead')}</p>
          <p>
            <a href={own.claim} rel="noreferrer">
              <bdi>{own.claim}</bdi>
            </a>
          </p>
        </section>
      )}
      <What page={page} own={own} />
      {props.mayChoose ? <Choice {...props} /> : null}
      {move.state === 'leaving' ? <p>{say(own.stays === null ? 'moves.you-come' : 'moves.you-stay')}</p> : null}
      {props.mayCancel ? (
        <Form page={page} action={href(page, `${community.path}/move/cancel`)}>
          <button class="quiet">{say('moves.cancel')}</button>
        </Form>
      ) : null}
    </Layout>
  )
}

/** Where it has gone: with the whole address in sight, for nobody is led on without having seen it. */
export const Elsewhere = ({
  move,
  community,
}: {
  readonly move: Pick<Move, 'destination'>
  readonly community: Pick<SeenCommunity, 'id'>
}) => (
  <p>
    <a href={`${move.destination}/arrivals/space/${community.id}`} rel="noreferrer">
      <bdi>{move.destination}</bdi>
    </a>
  </p>
)

function What({ page, own }: { readonly page: Page; readonly own: OwnPart }) {
  const { say } = page
  return (
    <section>
      <h2>{say('moves.what')}</h2>
      <ul>
        <li>{say('moves.what.words')}</li>
        <li>{say('moves.what.people')}</li>
        <li>{say('moves.what.not')}</li>
      </ul>
      {own.rows.length === 0 ? null : (
        <details>
          <summary>{say('moves.what.yours')}</summary>
          <ul>
            {own.rows.map(({ table, room, rows }) => (
              <li>
                {say(`${room}.holds.${table}.what`)} <span class="quiet">{say('moves.rows', { count: rows })}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

function Choice({ page, community, own, problem }: MoveProps) {
  const { say } = page
  return (
    <section>
      <h2>{say('moves.choice')}</h2>
      <Form page={page} action={href(page, `${community.path}/move/objection`)}>
        <RadioField
          name="posts"
          label={say('moves.choice.lead')}
          value={own.stays ?? 'travel'}
          options={(['travel', 'keep', 'erase'] as const).map((value) => ({ value, label: say(`moves.choice.${value}`) }))}
          problem={problem}
        />
        <button>{say('moves.choice.do')}</button>
      </Form>
    </section>
  )
}
