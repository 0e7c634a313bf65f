import { raw } from 'hono/html'
import type { Verdict } from '#base'
import type { Child } from 'hono/jsx'
import { countryName } from '../../../web/countries.ts'
import { Form } from '../../../web/fields.tsx'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { renderMarkdown } from '../../../web/markdown.ts'
import { href, type Page } from '../../../web/page.ts'
import { Day, Moment } from '../../../web/time.tsx'
import { WaitingAnswers, WAITING_SCRIPTS } from '../../../web/waiting.tsx'
import type { Speaker } from '../queries/shapes.ts'
import { isHidden } from '../rules.ts'
import type { Participation } from '../tables.ts'
import { SpeakerWords } from './speaker.tsx'
import { OnPaper } from './meetings.tsx'
import { RemovedSentence, type RemovalCount } from './removed-sentence.tsx'
import { Status, type CardOfDialogue } from './dialogue-cards.tsx'

export type AnswerShown = {
  readonly language: string
  readonly text: string
  readonly speaker: Speaker
  readonly at: Date
  /** How many there are of it, this one among them. */
  readonly versions: number
}

export type OverviewProps = {
  readonly page: Page
  readonly card: CardOfDialogue
  readonly background: string
  readonly questions: readonly { readonly number: number; readonly text: string; readonly language: string }[]
  readonly languages: readonly string[]
  readonly rules: readonly string[]
  readonly participation: Participation
  readonly publication: 'votes' | 'aggregates'
  /** The code of a country; null: it is about no one country. */
  readonly peopleFrom: string | null
  readonly imported: string | null | undefined
  readonly mayTakePart: Verdict
  readonly takesPart: boolean
  /** Whose it is what waits on this device; null: they do not take part. */
  readonly own: string | null
  readonly answer: AnswerShown | null
  readonly decisions: { readonly published: number; readonly declined: number; readonly waiting: number }
  readonly removed: readonly RemovalCount[]
  /** So many or more of the participants, in tens; null: fewer than ten. */
  readonly onPaper: number | null
  /** The session of a summit that it belongs to, where the reader may know of it. */
  readonly session: { readonly title: string; readonly language: string; readonly path: string } | null
  /** Votes are null where only sums are published. */
  readonly counts: { readonly participants: number | null; readonly votes: number | null; readonly statements: number }
  readonly desk: { readonly convener: boolean; readonly moderator: boolean }
  readonly preview?: boolean
  /** What other rooms have of it; a draft has none. */
  readonly sections?: readonly Child[]
  /** The address of its feed, but for the ending. */
  readonly feed?: string
  readonly shared?: { readonly sort: string; readonly id: string }
  /** When the texts in this language were changed last, and how many versions there are. */
  readonly edited: { readonly at: Date | null; readonly versions: number }
}

export function Overview(props: OverviewProps) {
  const { page, card, answer, counts } = props
  const { say } = page
  const address = `/dialogues/${card.slug}`
  return (
    <Layout
      page={page}
      title={card.title}
      {...(card.summary === '' ? {} : { description: card.summary })}
      picture={{ path: `${address}/card.png`, alt: card.title }}
      scripts={['times.js', 'live.js', 'copy.js', ...(props.own === null ? [] : WAITING_SCRIPTS)]}
      index={card.phase !== 'draft'}
      shared={props.shared}
      feeds={props.feed === undefined ? [] : [{ title: card.title, path: props.feed }]}
    >
      {props.preview === true ? <p class="note">{say('dialogue.preview')}</p> : null}
      <article>
        <InLanguage as="h1" language={card.language}>
          {card.title}
        </InLanguage>
        {card.body === null ? null : (
          <p class="quiet">
            {say('dialogue.asked-by')}{' '}
            <a href={href(page, `/bodies/${card.body.slug}`)}>
              <InLanguage language={card.body.language}>{card.body.name}</InLanguage>
            </a>
          </p>
        )}
        {props.session === null ? null : (
          <p class="quiet">
            {say('dialogue.of-session')}{' '}
            <a href={href(page, props.session.path)}>
              <InLanguage language={props.session.language}>{props.session.title}</InLanguage>
            </a>
          </p>
        )}
        {card.summary === '' ? null : (
          <InLanguage as="p" language={card.language} class="lead">
            {card.summary}
          </InLanguage>
        )}
        <Status page={page} card={card} />
        {answer === null ? null : <Answer page={page} path={address} answer={answer} />}
        <TakePartBox {...props} />
        {props.own === null ? null : <WaitingAnswers page={page} own={props.own} />}
        <LiveCounts page={page} address={address} counts={counts} phase={card.phase} />
        <OnPaper page={page} slug={card.slug} onPaper={props.onPaper} participants={counts.participants} />
        <Questions {...props} />
        {props.background === '' ? null : (
          <section>
            <h2>{say('dialogue.background')}</h2>
            <InLanguage as="div" language={card.language}>
              {raw(renderMarkdown(props.background))}
            </InLanguage>
          </section>
        )}
        {props.edited.versions < 2 ? null : (
          <p class="quiet">
            {say('versions.edited')} {props.edited.at === null ? null : <Day page={page} at={props.edited.at} />}
            {' · '}
            <a href={href(page, `${address}/history#words-${card.language}`)}>{say('versions.count', { count: props.edited.versions })}</a>
          </p>
        )}
        {[...(props.sections ?? [])]}
        <Frame {...props} />
        <Desk {...props} />
      </article>
    </Layout>
  )
}

export function Answer({ page, path, answer }: { page: Page; path: string; answer: AnswerShown }) {
  const { say } = page
  return (
    <section class="card answer" id="answer">
      <h2>{say('dialogue.answer')}</h2>
      <InLanguage as="div" language={answer.language}>
        {raw(renderMarkdown(answer.text))}
      </InLanguage>
      <p class="quiet">
        <SpeakerWords page={page} speaker={answer.speaker} />
      </p>
      <p class="quiet">
        {say(answer.versions > 1 ? 'versions.edited' : 'dialogue.answered-on')} <Day page={page} at={answer.at} />
        {answer.versions < 2 ? null : (
          <>
            {' · '}
            <a href={href(page, `${path}/history#answer-${answer.language}`)}>{say('versions.count', { count: answer.versions })}</a>
          </>
        )}
      </p>
    </section>
  )
}

function TakePartBox({ page, card, mayTakePart, takesPart, publication, participation }: OverviewProps) {
  const { say } = page
  const address = `/dialogues/${card.slug}`
  // Where votes are hidden nobody takes part here: one signs in before they open, and goes to the ballot box then.
  const [toWait, toBox] = (['announced', 'open'] as const).map((phase) => isHidden(participation) && card.phase === phase)
  const result = (
    <a class={mayTakePart.ok || toBox ? 'button quiet' : 'button'} href={href(page, `${address}/result`)}>
      {card.phase === 'open' ? say('dialogue.result-so-far') : say('dialogue.result')}
    </a>
  )
  if (card.phase === 'draft') return null
  if (takesPart) {
    return (
      <p class="actions">
        {mayTakePart.ok ? (
          <a class="button" href={href(page, `${address}/take-part`)}>
            {say('dialogue.go-on')}
          </a>
        ) : null}
        <a class="button quiet" href={href(page, `${address}/my-part`)}>
          {say('dialogue.my-part')}
        </a>
        {result}
      </p>
    )
  }
  if (!mayTakePart.ok) {
    const { code, data } = mayTakePart.refusal
    return (
      <div>
        <p>{toWait ? say('dialogue.hidden.before') : say(code, data)}</p>
        <p class="actions">
          {toBox ? (
            <a class="button" href="#ballot-box">
              {say('dialogue.hidden.vote')}
            </a>
          ) : null}
          {code === 'sign-in.needed' || (toWait && page.actor.account === null) ? (
            <a class="button" href={href(page, `/sign-in?then=${encodeURIComponent(address)}`)}>
              {say('sign-in.do')}
            </a>
          ) : null}
          {card.phase === 'announced' ? null : result}
        </p>
      </div>
    )
  }
  return (
    <section class="card" aria-labelledby="take-part">
      <h2 id="take-part">{say('dialogue.take-part')}</h2>
      <p>{say('dialogue.how-it-goes')}</p>
      <p>{say(`dialogue.told.${publication}`)}</p>
      {participation === 'anyone' && page.actor.account === null ? <p class="quiet">{say('dialogue.told.cookie')}</p> : null}
      <Form page={page} action={href(page, `${address}/participation`)} class="actions">
        <button>{say('dialogue.begin')}</button>
        {result}
      </Form>
    </section>
  )
}

function LiveCounts({
  page,
  address,
  counts,
  phase,
}: {
  page: Page
  address: string
  counts: OverviewProps['counts']
  phase: CardOfDialogue['phase']
}) {
  const { say } = page
  if (phase === 'draft' || phase === 'announced') return null
  const figures = (
    <dl class="numbers">
      {(['participants', 'votes', 'statements'] as const)
        .filter((what) => what !== 'votes' || counts.votes !== null)
        .map((what) => (
          <div>
            <dt>{say(`dialogue.count.${what}`)}</dt>
            <dd data-count={what}>{counts[what] === null ? say('count.few') : say.number(counts[what])}</dd>
          </div>
        ))}
    </dl>
  )
  if (phase !== 'open') return figures
  return (
    <live-counts src={href(page, `${address}/live`)}>
      {figures}
      <p hidden data-new-result="" role="status">
        <a href={href(page, `${address}/result`)}>{say('dialogue.new-result')}</a>
      </p>
    </live-counts>
  )
}

function Questions({ page, questions }: OverviewProps) {
  if (questions.length === 0) return null
  return (
    <section>
      <h2>{page.say('dialogue.questions')}</h2>
      <ol>
        {questions.map((question) => (
          <li value={String(question.number)}>
            <InLanguage language={question.language}>{question.text}</InLanguage>
          </li>
        ))}
      </ol>
    </section>
  )
}

function Frame({ page, card, peopleFrom, languages, rules, participation, publication, imported, decisions, removed }: OverviewProps) {
  const { say } = page
  const address = `/dialogues/${card.slug}`
  return (
    <section>
      <h2>{say('dialogue.frame')}</h2>
      <dl class="facts">
        {imported === undefined ? null : (
          <>
            <dt>{say('dialogue.imported')}</dt>
            <dd>{imported ?? say('dialogue.imported.file')}</dd>
          </>
        )}
        {peopleFrom === null ? null : (
          <>
            <dt>{say('dialogue.people-from')}</dt>
            <dd>{countryName(say.locale, peopleFrom)}</dd>
          </>
        )}
        <dt>{say('dialogue.opens')}</dt>
        <dd>
          <Moment page={page} at={new Date(card.opensAt)} />
        </dd>
        <dt>{say('dialogue.closes')}</dt>
        <dd>
          <Moment page={page} at={new Date(card.closesAt)} />
        </dd>
        {imported === undefined ? (
          <>
            <dt>{say('dialogue.answer-by')}</dt>
            <dd>
              <Day page={page} at={new Date(card.answerBy)} />
            </dd>
          </>
        ) : null}
        <dt>{say('dialogue.who')}</dt>
        <dd>{say(`dialogue.who.${participation}`)}</dd>
        <dt>{say('dialogue.published')}</dt>
        <dd>{say(`dialogue.published.${publication}`)}</dd>
        {languages.includes('und') ? null : (
          <>
            <dt>{say('dialogue.languages')}</dt>
            <dd>{say.list(languages.map((language) => say.language(language)))}</dd>
          </>
        )}
        <dt>{say('dialogue.decisions')}</dt>
        <dd>
          {say('dialogue.decisions.counted', decisions)} <RemovedSentence page={page} removed={removed} />
        </dd>
      </dl>
      <details>
        <summary>{say('dialogue.rules')}</summary>
        <ul>
          {rules.map((rule) => (
            <li>{say(`rule.${rule}`)}</li>
          ))}
        </ul>
      </details>
      <p>
        <a href={href(page, `${address}/statements`)}>{say('dialogue.all-statements')}</a>
        {imported === undefined && card.phase !== 'draft' && !isHidden(participation) ? (
          <>
            {' · '}
            <a href={href(page, `${address}/kit`)}>{say('kit.title')}</a>
          </>
        ) : null}
      </p>
    </section>
  )
}

function Desk({ page, card, desk, participation }: OverviewProps) {
  const { say } = page
  if (!desk.moderator) return null
  const link = (path: string, key: string) => (
    <li>
      <a href={href(page, `/dialogues/${card.slug}/${path}`)}>{say(key)}</a>
    </li>
  )
  const address = href(page, `/dialogues/${card.slug}`)
  return (
    <section class="card desk" aria-labelledby="desk">
      <h2 id="desk">{say('desk.title')}</h2>
      <ul>
        {link('moderation', 'desk.moderation')}
        {card.phase === 'draft' ? null : link('moderation/patterns', 'desk.patterns')}
        {card.phase === 'open' && !isHidden(participation) ? link('kit/entry', 'entry.title') : null}
        {desk.convener && card.phase === 'draft' && isHidden(participation) ? link('issuer', 'desk.issuer') : null}
        {desk.convener && card.phase === 'draft' ? link('edit', 'desk.edit') : null}
        {desk.convener ? link('translation', 'desk.translate') : null}
        {desk.convener && card.phase === 'draft' ? link('preview', 'desk.preview') : null}
        {desk.convener && (card.phase === 'closed' || card.phase === 'answered') ? link('answer', 'desk.answer') : null}
      </ul>
      {desk.convener && card.phase === 'draft' ? (
        <div class="actions">
          <Form page={page} action={`${address}/opening`}>
            <button>{say('desk.open')}</button>
          </Form>
          <Form page={page} action={`${address}/discarding`}>
            <button class="quiet danger">{say('desk.discard')}</button>
          </Form>
        </div>
      ) : null}
      {desk.convener && !isHidden(participation) && (card.phase === 'open' || card.phase === 'announced') ? (
        <details>
          <summary>{say('desk.close')}</summary>
          <p>{say('desk.close.what')}</p>
          <Form page={page} action={`${address}/closure`}>
            <button class="danger">{say('desk.close.do')}</button>
          </Form>
        </details>
      ) : null}
    </section>
  )
}
