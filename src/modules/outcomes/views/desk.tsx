import type { Verdict } from '#base'
import { CheckboxField, Form, ProblemNote, RadioField, SelectField, TextField, type Option } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { At, Place } from '../queries/documents.ts'
import type { Draft, DraftText } from '../queries/draft.ts'
import type { Release } from '../queries/releases.ts'
import { TRANSLATORS } from '../rules.ts'
import { documentName, PlaceCrumb, VersionWords } from './pieces.tsx'

type BeginProps = {
  readonly page: Page
  readonly place: Place
  readonly languages: readonly string[]
  readonly problem: Problem | undefined
}

const languageOptions = ({ say }: Page, languages: readonly string[]): readonly Option[] =>
  languages.map((value) => ({ value, label: say.language(value) }))

/** The first step: in which language it is written. */
export function BeginPage({ page, place, languages, problem }: BeginProps) {
  const { say } = page
  const heading = say('outcome.begin', { sort: place.sort })
  return (
    <Layout page={page} title={heading} index={false}>
      <PlaceCrumb page={page} place={place} />
      <h1>{heading}</h1>
      <p class="lead">{say('outcome.begin.lead', { sort: place.sort })}</p>
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={href(page, `${place.path}/edit`)}>
        <SelectField
          name="language"
          label={say('outcome.original-language')}
          options={languageOptions(page, languages)}
          value={say.locale}
          problem={problem}
        />
        <button>{say('outcome.begin.do')}</button>
      </Form>
    </Layout>
  )
}

type DeskProps = {
  readonly page: Page
  readonly at: At
  readonly draft: Draft
  readonly edit: Verdict
  readonly release: Verdict
  readonly ask: Verdict
  /** In which it is not written yet. */
  readonly languages: readonly string[]
  readonly bodies: readonly { readonly id: string; readonly name: string; readonly language: string }[]
  readonly asked: readonly string[]
  readonly problem: Problem | undefined
}

/** Where those who prepare a document see what waits, and what can be done now. */
export function DeskPage(props: DeskProps) {
  const { page, at, draft, edit, problem } = props
  const { say } = page
  const heading = say('outcome.desk')
  return (
    <Layout page={page} title={heading} index={false}>
      <PlaceCrumb page={page} place={at} />
      <h1>
        {heading} <span class="quiet">{documentName(page, at)}</span>
      </h1>
      <ProblemNote page={page} problem={problem} />
      <ul class="cards">
        {draft.texts.map((text) => (
          <Text page={page} path={at.path} text={text} />
        ))}
      </ul>
      {edit.ok && at.document.sort === 'report' ? (
        <section>
          <h2>{say('outcome.compile')}</h2>
          <p>{say('outcome.compile.what')}</p>
          <Form page={page} action={href(page, `${at.path}/edit/compile`)}>
            <button class="quiet">{say('outcome.compile.do')}</button>
          </Form>
        </section>
      ) : null}
      <ReleaseSection {...props} />
      {edit.ok ? <LanguageSection {...props} /> : null}
      {props.ask.ok ? <AskSection {...props} /> : null}
    </Layout>
  )
}

function Text({ page, path, text }: { page: Page; path: string; text: DraftText }) {
  const { say } = page
  const { version, counts, behind, untranslated } = text
  return (
    <li class="card">
      <h2>
        <a href={href(page, `${path}/edit/${version.language}`)}>{say.language(version.language)}</a>
      </h2>
      <p>
        {say(version.original ? 'outcome.is-original' : 'outcome.is-translation', {
          translator: version.translator ?? 'person',
          name: version.translatorName === '' ? say('outcome.translator.unnamed') : version.translatorName,
        })}
      </p>
      <p class="quiet">{say('outcome.counts', { sentences: counts.sentences, own: counts.own })}</p>
      {counts.withdrawn + counts.empty > 0 ? (
        <p class="status late">
          <strong>{say('outcome.counts.withdrawn', { count: counts.withdrawn + counts.empty })}</strong>
        </p>
      ) : null}
      {counts.changed > 0 ? <p class="status">{say('outcome.counts.changed', { count: counts.changed })}</p> : null}
      {untranslated > 0 ? <p class="status">{say('outcome.counts.untranslated', { count: untranslated })}</p> : null}
      {behind.length > 0 ? <p class="status">{say('outcome.counts.behind', { count: behind.length })}</p> : null}
    </li>
  )
}

function ReleaseSection({ page, at, draft, release }: DeskProps) {
  const { say } = page
  const [newest] = draft.releases
  return (
    <section>
      <h2>{say('outcome.release')}</h2>
      {newest === undefined ? null : <ReleaseState page={page} path={at.path} release={newest} />}
      <p>{say('outcome.release.what')}</p>
      {release.ok ? (
        <Form page={page} action={href(page, `${at.path}/edit/release`)}>
          <button>{say('outcome.release.do')}</button>
        </Form>
      ) : (
        <p class="note">{say(release.refusal.code, release.refusal.data)}</p>
      )}
    </section>
  )
}

function ReleaseState({ page, path, release }: { page: Page; path: string; release: Release }) {
  const { say } = page
  const missing = [...new Set(release.files.flatMap((file) => file.missing))]
  if (release.state === 'printing') return <p class="note">{say('outcome.printing.now', { number: release.version })}</p>
  if (release.state === 'failed')
    return (
      <div class="problem">
        <p>{say('outcome.failed', { number: release.version })}</p>
        <p lang="en" dir="ltr">
          {release.fault}
        </p>
      </div>
    )
  return (
    <>
      <p class="done">
        <a href={href(page, path)}>
          <VersionWords page={page} release={release} />
        </a>
      </p>
      {missing.length === 0 ? null : (
        <p class="note">
          {say('outcome.letters-missing', { count: missing.length })} <bdi>{missing.join(' ')}</bdi>
        </p>
      )}
    </>
  )
}

function LanguageSection({ page, at, languages, problem }: DeskProps) {
  const { say } = page
  if (languages.length === 0) return null
  return (
    <section>
      <h2>{say('outcome.add-language')}</h2>
      <p>{say('outcome.add-language.what')}</p>
      <Form page={page} action={href(page, `${at.path}/edit/languages`)}>
        <SelectField name="language" label={say('outcome.language')} options={languageOptions(page, languages)} problem={problem} />
        <TranslatorFields page={page} translator="person" name="" problem={problem} />
        <button class="quiet">{say('outcome.add-language.do')}</button>
      </Form>
    </section>
  )
}

type TranslatorProps = { page: Page; translator: string; name: string; problem: Problem | undefined }

export function TranslatorFields({ page, translator, name, problem }: TranslatorProps) {
  const { say } = page
  return (
    <>
      <RadioField
        name="translator"
        label={say('outcome.translator')}
        value={translator}
        options={TRANSLATORS.map((value) => ({ value, label: say('outcome.translator.sort', { sort: value }) }))}
        problem={problem}
      />
      <TextField
        name="translatorName"
        label={say('outcome.translator.name')}
        hint={say('outcome.translator.name.hint')}
        value={name}
        most={120}
        problem={problem}
      />
    </>
  )
}

function AskSection({ page, at, bodies, asked, problem }: DeskProps) {
  const { say } = page
  return (
    <section>
      <h2>{say('outcome.ask')}</h2>
      <p>{say('outcome.ask.what')}</p>
      <Form page={page} action={href(page, `${at.path}/edit/endorsement`)}>
        <TextField
          name="until"
          type="date"
          label={say('outcome.ask.until')}
          value={at.document.endorseUntil ?? ''}
          problem={problem}
          required
        />
        <CheckboxField
          name="bodies"
          label={say('outcome.ask.bodies')}
          options={bodies.map(({ id, name, language }) => ({ value: id, label: name, lang: language }))}
          chosen={asked}
          problem={problem}
        />
        <button class="quiet">{say('outcome.ask.do')}</button>
      </Form>
    </section>
  )
}
