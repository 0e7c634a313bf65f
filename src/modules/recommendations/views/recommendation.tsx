import type { Child } from 'hono/jsx'
import type { Verdict } from '#base'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { SessionWay } from '../../../web/session-way.tsx'
import { Day, dayInWords, DayWords } from '../../../web/time.tsx'
import type { MyPart } from '../queries/my-part.ts'
import type { Whole } from '../queries/read.ts'
import { AnswerSection } from './answers.tsx'
import { Amendments, MinorityPositions, Stances } from './contributions.tsx'
import { DecisionSection } from './decision.tsx'
import { AddresseeWords, Goals, StatusWords } from './pieces.tsx'
import { SourceList } from './sources.tsx'
import { OtherLanguages, readOf, TranslatedBy } from './translation.tsx'
import type { ChangeField, Was } from '../tables.ts'
import { CHANGE_FIELDS, isAnnounced, isChanged, isPublished, isStanding, pathOf, stepPiece, wordingPiece, type Read } from '../rules.ts'

/** What the reader may do here: the verdicts of the deeds themselves. */
export type Doors = {
  readonly amend: Verdict
  readonly stance: Verdict
  readonly minority: Verdict
  readonly vote: Verdict
  readonly answer: Verdict
  readonly youth: Verdict
  readonly edit: Verdict
  /** Something of the session is theirs to lead. */
  readonly lead: boolean
}

type Props = {
  readonly page: Page
  readonly whole: Whole
  readonly mine: MyPart
  readonly doors: Doors
  /** What other rooms put under it. */
  readonly sections: readonly Child[]
}

export function RecommendationPage({ page, whole, mine, doors, sections }: Props) {
  const { say } = page
  const { recommendation, session, wordings } = whole
  const wording = wordings.at(-1)
  if (wording === undefined) return null
  const path = pathOf(recommendation.id)
  const last = whole.answers.at(-1)
  const read = readOf(whole, wordingPiece(wording))
  const [title = '', text = ''] = read.words
  return (
    <Layout
      page={page}
      title={title}
      description={text.slice(0, 200)}
      index={recommendation.proposedAt !== null}
      shared={isPublished(recommendation) && isAnnounced(session) ? { sort: 'recommendation', id: recommendation.id } : undefined}
    >
      <SessionWay page={page} session={session} part="recommendations" />
      <InLanguage as="h1" language={read.language}>
        {title}
      </InLanguage>
      <StatusWords
        page={page}
        status={whole.status}
        answerBy={recommendation.answerBy}
        answeredAt={last?.at ?? null}
        answeredLate={whole.answers[0]?.late ?? false}
      />
      <Unsound page={page} whole={whole} />
      <div class={whole.youth === null ? undefined : 'cards ways'}>
        <div>
          <InLanguage as="p" language={read.language} class="as-written">
            {text}
          </InLanguage>
          <TranslatedBy page={page} read={read} />
          <OtherLanguages page={page} whole={whole} read={read} />
        </div>
        <Youth page={page} whole={whole} />
      </div>
      <Facts page={page} whole={whole} />
      <Actions page={page} path={path} doors={doors} />
      <AnswerSection page={page} whole={whole} />
      <section id="sources">
        <h2>{say('recommendation.sources')}</h2>
        <p class="quiet">{say('recommendation.sources.lead')}</p>
        <SourceList page={page} sources={whole.sources} />
      </section>
      <DecisionSection page={page} whole={whole} mine={mine} mayVote={doors.vote.ok} />
      <Stances page={page} whole={whole} mine={mine} />
      <MinorityPositions page={page} whole={whole} />
      <Amendments page={page} whole={whole} />
      <Record page={page} whole={whole} />
      {[...sections]}
    </Layout>
  )
}

/** Beside the text where there is room. */
function Youth({ page, whole }: Pick<Props, 'page' | 'whole'>) {
  const { say } = page
  const { youth } = whole
  if (youth === null) return null
  const { text, language, version } = youth
  const read = readOf(whole, { piece: 'youth', version, language, words: [text] })
  return (
    <section id="youth" class="card">
      <h2>{say('recommendation.youth')}</h2>
      <InLanguage as="p" language={read.language} class="as-written">
        {read.words[0]}
      </InLanguage>
      <TranslatedBy page={page} read={read} place="#youth" />
      <p class="quiet">
        {say('recommendation.office.youth-rapporteur')} · <Day page={page} at={youth.writtenAt} />
      </p>
    </section>
  )
}

function Unsound({ page: { say }, whole: { sources } }: Pick<Props, 'page' | 'whole'>) {
  if (!sources.some(isStanding))
    return (
      <p class="problem">
        <span aria-hidden="true">!</span> {say('recommendation.no-source-left')}
      </p>
    )
  if (!sources.some(isChanged)) return null
  const withdrawn = sources.some(({ standing }) => standing === 'withdrawn')
  return (
    <p class="problem">
      <span aria-hidden="true">!</span> {say(withdrawn ? 'recommendation.stands-on-withdrawn' : 'recommendation.stands-on-changed')}
    </p>
  )
}

function Facts({ page, whole }: Pick<Props, 'page' | 'whole'>) {
  const { say } = page
  const { recommendation, wordings, addressee, question } = whole
  const { actBy, answerBy, sdgs, gcm, amendmentsUntil, state } = recommendation
  const wording = wordings.at(-1)
  const read = wording === undefined ? null : readOf(whole, wordingPiece(wording))
  return (
    <dl class="facts">
      <dt>{say('recommendation.addressee')}</dt>
      <dd>
        <AddresseeWords page={page} addressee={addressee} />
      </dd>
      {read === null || (read.words[2] ?? '') === '' ? null : (
        <>
          <dt>{say('recommendation.call')}</dt>
          <dd>
            <InLanguage language={read.language}>{read.words[2]}</InLanguage>
            {actBy === null ? null : (
              <>
                {' '}
                · {say('recommendation.act-by')} <DayWords page={page} day={actBy} />
              </>
            )}
          </dd>
        </>
      )}
      <dt>{say('recommendation.answer-day')}</dt>
      <dd>
        <DayWords page={page} day={answerBy} />
      </dd>
      {question === null ? null : (
        <>
          <dt>{say('recommendation.field.question')}</dt>
          <dd>
            {say.number(question.number)}. <InLanguage language={question.language}>{question.text}</InLanguage>
          </dd>
        </>
      )}
      {state !== 'proposed' || amendmentsUntil === null ? null : (
        <>
          <dt>{say('recommendation.amendments-until')}</dt>
          <dd>
            <DayWords page={page} day={amendmentsUntil} />
          </dd>
        </>
      )}
      {sdgs.length + gcm.length === 0 ? null : (
        <>
          <dt>{say('recommendation.goals')}</dt>
          <dd>
            <Goals page={page} sdgs={sdgs} gcm={gcm} />
          </dd>
        </>
      )}
    </dl>
  )
}

function Actions({ page, path, doors }: { page: Page; path: string; doors: Doors }) {
  const { say } = page
  const all = [
    ['answer', doors.answer, 'recommendation.do.answer'],
    ['stance', doors.stance, 'recommendation.do.stance'],
    ['amendment', doors.amend, 'recommendation.do.amend'],
    ['minority', doors.minority, 'recommendation.do.minority'],
    ['youth', doors.youth, 'recommendation.do.youth'],
    ['edit', doors.edit, 'recommendation.do.edit'],
  ] as const
  const open = all.filter(([, verdict]) => verdict.ok)
  if (open.length === 0 && !doors.lead) return null
  return (
    <p class="actions">
      {open.map(([noun, , key], index) => (
        <a class={index === 0 ? 'button' : 'button quiet'} href={href(page, `${path}/${noun}`)}>
          {say(key)}
        </a>
      ))}
      {doors.lead ? (
        <a class="button quiet" href={href(page, `${path}/desk`)}>
          {say('recommendation.desk')}
        </a>
      ) : null}
    </p>
  )
}

/** Every state with its day and by which office; the wordings are one step away. */
function Record({ page, whole }: Pick<Props, 'page' | 'whole'>) {
  const { say } = page
  const { recommendation, steps, wordings } = whole
  return (
    <section>
      <h2>{say('recommendation.record')}</h2>
      <ol class="rows">
        {steps
          .filter(({ state }) => state !== 'draft')
          .map(({ position, state, at, office, reason, language, was }) => (
            <li>
              <p>
                <strong>{sayStep(page, { state, was })}</strong> · <Day page={page} at={at} /> · {say(`recommendation.office.${office}`)}
              </p>
              {was === null ? null : <Before page={page} was={was} />}
              {reason === null ? null : (
                <Words
                  page={page}
                  read={readOf(whole, { piece: stepPiece(position), version: 1, language: language ?? 'und', words: [reason] })}
                />
              )}
            </li>
          ))}
      </ol>
      <p>
        <a href={href(page, `${pathOf(recommendation.id)}/versions`)}>{say('recommendation.versions', { count: wordings.length })}</a>
      </p>
    </section>
  )
}

const sayStep = ({ say }: Pick<Page, 'say'>, { state, was }: Pick<Whole['steps'][number], 'state' | 'was'>): string =>
  was === null
    ? state === 'put'
      ? say('recommendation.step.put')
      : say(`recommendation.status.${state}`)
    : say('recommendation.step.changed')

/** What was changed after the proposal, and what stood there before. */
function Before({ page, was }: { page: Page; was: Was }) {
  const { say } = page
  const value = (field: ChangeField, text: string): string => {
    if (text === '') return say('recommendation.before.none')
    return field === 'act_by' || field === 'answer_by' ? dayInWords(page, text) : text
  }
  return (
    <ul>
      {CHANGE_FIELDS.map((field) => {
        const text = was[field]
        return text === undefined ? null : <li>{say(`recommendation.before.${field}`, { value: value(field, text) })}</li>
      })}
    </ul>
  )
}

function Words({ page, read }: { page: Page; read: Read }) {
  return (
    <>
      <InLanguage as="p" language={read.language}>
        {read.words[0]}
      </InLanguage>
      <TranslatedBy page={page} read={read} />
    </>
  )
}
