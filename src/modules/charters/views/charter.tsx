import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { dayInWords } from '../../../web/time.tsx'
import type { Charter, ReadVersion } from '../queries/charter.ts'
import type { ShownBody } from '../queries/place.ts'
import { differences, inLanguageOf, type VersionDays } from '../rules.ts'
import { charterPath, Crumb, Differences, Languages, Rendered, ReplyForm } from './pieces.tsx'

type Shown = {
  readonly page: Page
  readonly body: ShownBody
  /** The language that the reader asked for, where it is not the page's. */
  readonly language: string
  readonly mayKeep: boolean
}

type CharterProps = Shown & {
  readonly charter: Charter
  readonly question: VersionDays | null
  /** For those who look after the charter: how many accepted the version that holds; null: fewer than ten. */
  readonly accepted: number | null
}

export function CharterPage({ page, body, language, mayKeep, charter, question, accepted }: CharterProps) {
  const { say } = page
  const path = charterPath(body?.path ?? null)
  const text = inLanguageOf(charter.texts, language)
  const holding = charter.versions.find(({ state }) => state === 'in-force')
  const announced = charter.versions.filter(({ state }) => state === 'announced')
  return (
    <Layout page={page} title={say('charter.title')} description={say('charter.lead')}>
      <Crumb page={page} body={body} />
      <h1>{say('charter.title')}</h1>
      <p class="lead">{say('charter.lead')}</p>
      {announced.map(({ number, holdsFrom, changed }) => (
        <div class="note">
          <p>
            {say('charter.announced', { number, day: dayInWords(page, holdsFrom) })}{' '}
            <a href={href(page, `${path}/versions/${number}`)}>{say('charter.read-it')}</a>
          </p>
          <Changed changed={changed} locale={say.locale} />
        </div>
      ))}
      {holding === undefined || text === null ? (
        <p class="empty">{say('charter.none')}</p>
      ) : (
        <>
          <h2>{say('charter.holds', { number: holding.number, day: dayInWords(page, holding.holdsFrom) })}</h2>
          <Languages page={page} path={path} languages={charter.texts.map((one) => one.language)} shown={text.language} />
          <Rendered language={text.language} text={text.text} />
        </>
      )}
      {question === null ? null : (
        <section aria-labelledby="reply">
          <h2 id="reply">{say('charter.reply-title', { number: question.number })}</h2>
          <p>{say('charter.reply-private')}</p>
          <ReplyForm page={page} at={body?.path ?? null} number={question.number} from="charter" />
        </section>
      )}
      <Versions page={page} path={path} charter={charter} />
      {mayKeep ? <Keeping page={page} path={path} accepted={accepted} some={holding !== undefined} /> : null}
    </Layout>
  )
}

function Changed({ changed, locale }: { changed: Charter['versions'][number]['changed']; locale: string }) {
  const said = inLanguageOf(changed, locale)
  return said === null ? null : (
    <InLanguage as="p" language={said.language}>
      {said.changed}
    </InLanguage>
  )
}

function Versions({ page, path, charter }: { page: Page; path: string; charter: Charter }) {
  const { say } = page
  if (charter.versions.length === 0) return null
  return (
    <section aria-labelledby="versions">
      <h2 id="versions">{say('charter.versions')}</h2>
      <p>{say('charter.versions-what')}</p>
      <ul class="rows">
        {charter.versions.toReversed().map((version) => (
          <li>
            <a href={href(page, `${path}/versions/${version.number}`)}>{say('charter.version', { number: version.number })}</a>
            <StateLine page={page} version={version} />
            <Changed changed={version.changed} locale={say.locale} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function StateLine({ page, version }: { page: Page; version: Charter['versions'][number] }) {
  const { say } = page
  const data = { day: dayInWords(page, version.holdsFrom), published: dayInWords(page, version.publishedOn) }
  return (
    <span class="status">
      <strong>{say(`charter.state.${version.state}`)}</strong> · {say('charter.days', data)}
      {version.correction ? ` ${say('charter.correction')}` : ''}
    </span>
  )
}

function Keeping({ page, path, accepted, some }: { page: Page; path: string; accepted: number | null; some: boolean }) {
  const { say } = page
  return (
    <section aria-labelledby="keeping">
      <h2 id="keeping">{say('charter.keeping')}</h2>
      {some ? <p>{accepted === null ? say('charter.accepted-few') : say('charter.accepted', { count: accepted })}</p> : null}
      <p>{say('charter.keeping-what')}</p>
      <p class="actions">
        <a class="button quiet" href={href(page, `${path}/draft`)}>
          {say(some ? 'charter.write-next' : 'charter.write-first')}
        </a>
      </p>
    </section>
  )
}

type VersionProps = Omit<Shown, 'mayKeep'> & { readonly read: ReadVersion; readonly question: VersionDays | null }

/** One version, also an earlier one, with what it changed in the one before it. */
export function VersionPage({ page, body, language, read, question }: VersionProps) {
  const { say } = page
  const { version, texts, before } = read
  const path = charterPath(body?.path ?? null)
  const text = inLanguageOf(texts, language)
  const old = before.find((one) => one.language === text?.language)
  return (
    <Layout
      page={page}
      title={`${say('charter.title')} · ${say('charter.version', { number: version.number })}`}
      index={version.state === 'in-force'}
    >
      <Crumb page={page} body={body} />
      <h1>{say('charter.version-title', { number: version.number })}</h1>
      <p>
        <StateLine page={page} version={version} />
      </p>
      <Changed changed={version.changed} locale={say.locale} />
      {question === null || question.number !== version.number ? null : (
        <ReplyForm page={page} at={body?.path ?? null} number={version.number} from="charter" />
      )}
      {text === null ? null : (
        <>
          <h2>{say('charter.text')}</h2>
          <Languages
            page={page}
            path={`${path}/versions/${version.number}`}
            languages={texts.map((one) => one.language)}
            shown={text.language}
          />
          <Rendered language={text.language} text={text.text} />
          {version.number === 1 ? null : (
            <section aria-labelledby="differences">
              <h2 id="differences">{say('charter.differences', { number: version.number - 1 })}</h2>
              {old === undefined ? (
                <p class="empty">{say('charter.new-language')}</p>
              ) : old.text === text.text ? (
                <p class="empty">{say('charter.no-differences')}</p>
              ) : (
                <Differences page={page} language={text.language} blocks={differences(old.text, text.text)} />
              )}
            </section>
          )}
        </>
      )}
      <p class="crumb">
        <a href={href(page, path)}>{say('charter.back')}</a>
      </p>
    </Layout>
  )
}
