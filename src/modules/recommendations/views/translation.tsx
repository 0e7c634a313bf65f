import { Form, RadioField, TextArea, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { Whole } from '../queries/read.ts'
import { readIn, type Piece, type Read } from '../rules.ts'
import { FormPage, type Framed } from './plan-form.tsx'
import type { Values } from './word-forms.tsx'

export const readOf = (whole: Whole, piece: Piece): Read => readIn(piece, whole.translations, whole.wanted)

type NoteProps = { readonly page: Page; readonly read: Read; /** The place of the part on the page. */ readonly place?: string }

/** Who translated what stands above, whether the original moved on, and the original one press away. Nothing where it is the original. */
export function TranslatedBy({ page: { say }, read: { of }, place = '' }: NoteProps) {
  if (of === null) return null
  return (
    <p class="quiet">
      {say('recommendation.translated', { translator: of.translator, language: say.language(of.original) })}{' '}
      {of.name === '' ? null : (
        <>
          <bdi>{of.name}</bdi>.{' '}
        </>
      )}
      {of.behind ? <strong>{say('recommendation.translated.behind')} </strong> : null}
      <a href={`?in=${of.original}${place}`} hreflang={of.original}>
        {say('recommendation.translated.original')}
      </a>
    </p>
  )
}

/** Further languages in which the wording is there. */
export function OtherLanguages({ page: { say }, whole, read }: { page: Page; whole: Whole; read: Read }) {
  const others = whole.translations
    .filter(({ piece, language }) => piece === 'wording' && language !== read.language)
    .map(({ language }) => language)
  if (others.length === 0) return null
  return (
    <p class="quiet">
      {say('recommendation.translated.others')}{' '}
      {others.map((language, index) => (
        <>
          {index === 0 ? null : ' · '}
          <a href={`?in=${language}`} hreflang={language} lang={language}>
            {say.language(language)}
          </a>
        </>
      ))}
    </p>
  )
}

/** A word of a part as its field is called. */
export const fieldOf = ({ piece }: Pick<Piece, 'piece'>, at: number): string => `${piece.replaceAll('/', '-')}-${at}`

type Props = Omit<Framed, 'children'> & {
  readonly action: string
  readonly language: string
  /** The others that one can translate into. */
  readonly languages: readonly string[]
  readonly pieces: readonly Piece[]
  /** Those whose original was changed since they were translated. */
  readonly behind: ReadonlySet<string>
  readonly values: Values
}

/** Every part with its original above the field; what is left empty is read as it was written. */
export function TranslationPage({ action, language, languages, pieces, behind, values, ...framed }: Props) {
  const { page, problem } = framed
  const { say } = page
  return (
    <FormPage {...framed}>
      <p class="lead">{say('recommendation.translate.lead', { language: say.language(language) })}</p>
      {languages.length === 0 ? null : (
        <p>
          {say('recommendation.translate.other')}{' '}
          {languages.map((one, index) => (
            <>
              {index === 0 ? null : ' · '}
              <a href={`${href(page, action)}?language=${one}`}>{say.language(one)}</a>
            </>
          ))}
        </p>
      )}
      {pieces.length === 0 ? (
        <p class="empty">{say('recommendation.translate.nothing')}</p>
      ) : (
        <Form page={page} action={href(page, action)}>
          <input type="hidden" name="language" value={language} />
          {pieces.map((piece) => (
            <PieceFields page={page} piece={piece} language={language} behind={behind.has(piece.piece)} values={values} problem={problem} />
          ))}
          <RadioField
            name="translator"
            label={say('recommendation.translator')}
            value={values['translator'] || 'person'}
            options={(['person', 'machine'] as const).map((value) => ({ value, label: say('recommendation.translator.is', { value }) }))}
            problem={problem}
          />
          <TextField
            name="translatorName"
            label={say('recommendation.translator-name')}
            hint={say('recommendation.translator-name.hint')}
            value={values['translatorName']}
            most={160}
            problem={problem}
          />
          <button>{say('recommendation.save')}</button>
        </Form>
      )}
    </FormPage>
  )
}

type PieceProps = {
  readonly page: Page
  readonly piece: Piece
  readonly language: string
  readonly behind: boolean
  readonly values: Values
  readonly problem: Problem | undefined
}

function PieceFields({ page, piece, language, behind, values, problem }: PieceProps) {
  const { say } = page
  const sort = piece.piece.split('/')[0] ?? ''
  return (
    <fieldset class="card">
      <legend>{say('recommendation.piece', { sort })}</legend>
      <input type="hidden" name={`follows-${piece.piece}`} value={String(piece.version)} />
      {behind ? <p class="note">{say('recommendation.translated.behind')}</p> : null}
      {piece.words.map((original, at) => {
        if (original === '') return null
        const name = fieldOf(piece, at)
        const common = { name, label: wordLabel(page, sort, at), value: values[name], problem, lang: language }
        return (
          <>
            <InLanguage as="blockquote" language={piece.language}>
              {original}
            </InLanguage>
            {sort === 'wording' && at === 0 ? <TextField {...common} most={240} /> : <TextArea {...common} rows={rowsFor(original)} />}
          </>
        )
      })}
    </fieldset>
  )
}

const LETTERS_IN_ROW = 70
const rowsFor = (text: string): number => Math.min(10, Math.max(2, Math.ceil(text.length / LETTERS_IN_ROW)))

/** What the field holds; in an answer a part and its reason take turns. */
function wordLabel({ say }: Page, sort: string, at: number): string {
  if (sort === 'wording')
    return at === 0 ? say('recommendation.field.title') : at === 1 ? say('recommendation.field.text') : say('recommendation.call')
  if (sort === 'answer' && at > 0)
    return at % 2 > 0 ? say('recommendation.answer.part', { number: (at + 1) / 2 }) : say('recommendation.field.reason')
  return say('recommendation.translate.here')
}
