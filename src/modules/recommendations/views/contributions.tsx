import { Differences } from '../../../web/differences.tsx'
import { InLanguage } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Day, DayWords } from '../../../web/time.tsx'
import type { MyPart } from '../queries/my-part.ts'
import type { Signed, Whole } from '../queries/read.ts'
import type { Wording } from '../queries/wordings.ts'
import { SignatureWords } from './pieces.tsx'
import { minorityPiece, pathOf } from '../rules.ts'
import { readOf, TranslatedBy } from './translation.tsx'

type Props = { readonly page: Page; readonly whole: Whole }

export const addressOf = ({ recommendation, id }: Pick<Signed, 'recommendation' | 'id'>): string =>
  `${pathOf(recommendation)}/contributions/${id}`

/** So many stand open on the page; what is more is folded away below. */
const OPEN = 6

/** People are counted by ten at least; bodies speak in public and are counted exactly. */
export function Stances({ page, whole, mine }: Props & { readonly mine: MyPart }) {
  const { say } = page
  if (whole.recommendation.proposedAt === null) return null
  return (
    <section id="stances">
      <h2>{say('recommendation.stances')}</h2>
      {mine.stance === null ? null : (
        <p class="note">
          {say('recommendation.stance.yours', { sort: mine.stance.sort })}{' '}
          <a href={href(page, addressOf(mine.stance))}>{say('recommendation.yours.open')}</a>
        </p>
      )}
      {whole.recommendation.state === 'proposed' && !mine.attends && mine.bodies.length === 0 ? (
        <p class="note">
          {say('recommendation.who-may')}{' '}
          <a href={href(page, `${whole.session.editionPath}/registration`)}>{say('recommendation.attend')}</a>
        </p>
      ) : null}
      {(['support', 'objection'] as const).map((sort) => {
        const { people, bodies } = whole.counts[sort]
        const reasons = whole.contributions.filter((one) => one.sort === sort && one.text !== '')
        return (
          <>
            <h3>{say('recommendation.sort', { sort })}</h3>
            <p class="status">
              {people === null ? say('recommendation.people.few') : say('recommendation.people', { count: people })} ·{' '}
              {say('recommendation.bodies', { count: bodies })}
            </p>
            <Reasons page={page} reasons={reasons} />
          </>
        )
      })}
    </section>
  )
}

function Reasons({ page, reasons }: { page: Page; reasons: readonly Signed[] }) {
  const rest = reasons.slice(OPEN)
  return (
    <>
      <ReasonRows page={page} reasons={reasons.slice(0, OPEN)} />
      {rest.length === 0 ? null : (
        <details>
          <summary>{page.say('recommendation.more', { count: rest.length })}</summary>
          <ReasonRows page={page} reasons={rest} />
        </details>
      )}
    </>
  )
}

function ReasonRows({ page, reasons }: { page: Page; reasons: readonly Signed[] }) {
  if (reasons.length === 0) return null
  return (
    <ul class="rows">
      {reasons.map((reason) => (
        <li id={`c-${reason.id}`}>
          <Words page={page} one={reason} />
          <Reply page={page} one={reason} />
        </li>
      ))}
    </ul>
  )
}

/** What somebody wrote, whose words they are, and the way to its own page. */
export function Words({ page, one, linked = true }: { page: Page; one: Signed; linked?: boolean }) {
  return (
    <>
      {one.text === '' ? null : (
        <InLanguage as="p" language={one.language} class="as-written">
          {one.text}
        </InLanguage>
      )}
      <p class="quiet">
        <SignatureWords page={page} by={one.by} /> · <DayWords page={page} day={one.writtenOn} />
        {linked ? (
          <>
            {' '}
            · <a href={href(page, addressOf(one))}>{page.say('recommendation.contribution.open')}</a>
          </>
        ) : null}
      </p>
    </>
  )
}

export function Reply({ page, one: { reply, sort } }: { page: Page; one: Signed }) {
  const { say } = page
  if (reply === null) return sort === 'objection' ? <p class="quiet">{say('recommendation.reply.none')}</p> : null
  return (
    <blockquote>
      <InLanguage as="p" language={reply.language}>
        {reply.text}
      </InLanguage>
      <p class="quiet">
        {say('recommendation.office.rapporteur')} · <Day page={page} at={reply.at} />
      </p>
    </blockquote>
  )
}

/** In the words of those who object, for good. */
export function MinorityPositions({ page, whole }: Props) {
  const positions = whole.contributions.filter(({ sort }) => sort === 'minority')
  if (positions.length === 0) return null
  return (
    <section id="minority">
      <h2>{page.say('recommendation.minority', { count: positions.length })}</h2>
      <p class="quiet">{page.say('recommendation.minority.lead')}</p>
      {positions.map((one) => (
        <div class="card" id={`c-${one.id}`}>
          <Position page={page} whole={whole} one={one} />
        </div>
      ))}
    </section>
  )
}

function Position({ page, whole, one }: Props & { readonly one: Signed }) {
  const { id, version, language, text } = one
  const read = readOf(whole, { piece: minorityPiece(id), version, language, words: [text] })
  const [words = text] = read.words
  return (
    <>
      <Words page={page} one={{ ...one, text: words, language: read.language }} />
      <TranslatedBy page={page} read={read} place={`#c-${id}`} />
    </>
  )
}

export function Amendments({ page, whole }: Props) {
  const { say } = page
  const amendments = whole.contributions.filter(({ sort }) => sort === 'amendment')
  if (amendments.length === 0) return null
  return (
    <section id="amendments">
      <h2>{say('recommendation.amendments')}</h2>
      {amendments.map((one) => (
        <details id={`c-${one.id}`} open={one.state === 'open'}>
          <summary>
            {say('recommendation.amendment-state', { state: one.state })} · <SignatureName page={page} one={one} />
          </summary>
          <AmendedText page={page} one={one} wordings={whole.wordings} />
          <Words page={page} one={one} />
          <Reply page={page} one={one} />
        </details>
      ))}
    </section>
  )
}

/** Without links: it stands in a line that opens and closes. */
function SignatureName({ page: { say }, one: { by } }: { page: Page; one: Signed }) {
  if (by.body !== null) return <InLanguage language={by.body.language}>{by.body.name}</InLanguage>
  return by.name === null ? <>{say('recommendation.not-attributed')}</> : <bdi>{by.name}</bdi>
}

/** Both texts side by side where there is room, with what the new one adds and takes away. */
export function AmendedText({ page, one, wordings }: { page: Page; one: Signed; wordings: readonly Wording[] }) {
  const { say } = page
  const base = wordings.find(({ version }) => version === one.onVersion)
  if (base === undefined || one.proposed === null) return null
  const { proposed } = one
  const fields = (['title', 'text', 'call'] as const).filter((field) => base[field] !== '' || proposed[field] !== '')
  return (
    <div class="cards ways">
      <div>
        <h3>{say('recommendation.text-now', { version: base.version })}</h3>
        {fields.map((field) => (
          <InLanguage as="p" language={base.language} class="as-written">
            {base[field]}
          </InLanguage>
        ))}
      </div>
      <div class="differences">
        <h3>{say('recommendation.text-proposed')}</h3>
        {fields.map((field) => (
          <InLanguage as="p" language={base.language} class="as-written">
            <Differences say={say} before={base[field]} after={proposed[field]} />
          </InLanguage>
        ))}
      </div>
    </div>
  )
}
