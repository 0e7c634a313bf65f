import { Form, ProblemNote, RadioField, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { dayInWords } from '../../../web/time.tsx'
import type { Move } from '../queries/here.ts'
import type { OwnPart } from '../queries/read-move.ts'
import type { SeenSpace } from '../queries/spaces.ts'
import { NOTICE_DAYS } from '../rules.ts'

type Props = { readonly page: Page; readonly space: SeenSpace; readonly problem: Problem | undefined }

const Crumb = ({ page, space }: Pick<Props, 'page' | 'space'>) => (
  <p class="crumb">
    <a href={href(page, space.path)}>
      <InLanguage language={space.language}>{space.name}</InLanguage>
    </a>
  </p>
)

export function AnnouncePage({ page, space, destination, problem }: Props & { readonly destination: string | undefined }) {
  const { say } = page
  const { sort } = space
  return (
    <Layout page={page} title={say('moves.announce', { sort })} index={false}>
      <Crumb page={page} space={space} />
      <h1>{say('moves.announce', { sort })}</h1>
      <p class="lead">{say('moves.announce.lead', { sort, days: NOTICE_DAYS })}</p>
      <p>{say('moves.announce.how')}</p>
      {sort === 'body' ? <p>{say('moves.announce.body')}</p> : null}
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={href(page, `${space.path}/move`)}>
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
  const { page, space, move, own, problem } = props
  const { say } = page
  const { sort } = space
  const day = dayInWords(page, move.leavesOn)
  const title = move.state === 'settled' ? say('moves.title.moved', { sort }) : say('moves.title', { sort })
  return (
    <Layout page={page} title={title} index={false}>
      <Crumb page={page} space={space} />
      <h1>{title}</h1>
      <p class="lead">
        {move.state === 'settled' ? say('moves.has-moved', { sort }) : say('moves.will-move', { sort, day, destination: move.destination })}
      </p>
      {move.state === 'settled' ? <Elsewhere move={move} /> : null}
      <ProblemNote page={page} problem={problem} />
      {own.claim === null ? null : (
        <section>
          <h2>{say('moves.own-link')}</h2>
          <OwnLink claim={own.claim} words={say('moves.own-link.lead')} />
        </section>
      )}
      {props.mayChoose ? <Choice {...props} /> : null}
      {own.belongs && move.state === 'leaving' ? <p>{say(own.stays === null ? 'moves.you-come' : 'moves.you-stay')}</p> : null}
      {move.state === 'settled' ? (
        <details>
          <summary>{say('moves.what')}</summary>
          <What page={page} space={space} own={own} />
        </details>
      ) : (
        <section>
          <h2>{say('moves.what')}</h2>
          <What page={page} space={space} own={own} />
        </section>
      )}
      {props.mayCancel ? (
        <Form page={page} action={href(page, `${space.path}/move/cancel`)}>
          <button class="quiet">{say('moves.cancel')}</button>
        </Form>
      ) : null}
    </Layout>
  )
}

/** A link of somebody's own, as it is: it is the key to who they are there, so it is read before it is followed. */
export const OwnLink = ({ claim, words }: { readonly claim: string; readonly words: string }) => (
  <>
    <p>{words}</p>
    <p class="proof" dir="ltr">
      <a href={claim} rel="noreferrer">
        {claim}
      </a>
    </p>
  </>
)

/** Where it has gone: with the whole address in sight, for nobody is led on without having seen it. */
export const Elsewhere = ({ move }: { readonly move: Pick<Move, 'destination' | 'space'> }) => (
  <p>
    <a href={`${move.destination}/arrivals/space/${move.space}`} rel="noreferrer">
      <bdi>{move.destination}</bdi>
    </a>
  </p>
)

function What({ page, space: { sort }, own }: Pick<MoveProps, 'page' | 'space' | 'own'>) {
  const { say } = page
  return (
    <>
      <ul>
        <li>{say('moves.what.words', { sort })}</li>
        <li>{say('moves.what.people', { sort })}</li>
        {sort === 'body' ? <li>{say('moves.what.results')}</li> : null}
        <li>{say('moves.what.not', { sort })}</li>
      </ul>
      {own.parts.length === 0 ? null : <p>{say('moves.what.parts', { count: own.parts.length })}</p>}
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
    </>
  )
}

function Choice({ page, space, own, problem }: MoveProps) {
  const { say } = page
  const { sort } = space
  const options =
    sort === 'body'
      ? [
          { value: 'travel', label: say('moves.choice.travel') },
          { value: 'keep', label: say('moves.choice.keep-body') },
        ]
      : [
          { value: 'travel', label: say('moves.choice.travel') },
          { value: 'keep', label: say('moves.choice.keep') },
          { value: 'erase', label: say('moves.choice.erase') },
        ]
  return (
    <section>
      <h2>{say('moves.choice')}</h2>
      <Form page={page} action={href(page, `${space.path}/move/objection`)}>
        <RadioField
          name="posts"
          label={say('moves.choice.lead', { sort })}
          value={own.stays ?? 'travel'}
          options={options}
          problem={problem}
        />
        <button>{say('moves.choice.do')}</button>
      </Form>
    </section>
  )
}
