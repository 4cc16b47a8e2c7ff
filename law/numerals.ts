// Chinese numerals in the dates and numbers of court documents and in the article numbers of law texts.
const digits = '〇一二三四五六七八九';

/** `2026-03-02` -> `二〇二六年三月二日`. */
export function chineseDate(date: string): string {
  const [year, month, day] = date.split('-') as [string, string, string];
  return `${[...year].map((digit) => digits[Number(digit)]).join('')}年${chineseNumeral(Number(month))}月${chineseNumeral(Number(day))}日`;
}

/** 1 to 999: `一`, `十二`, `二十`, `一百零五`. */
export function chineseNumeral(value: number): string {
  const [hundreds, tens, ones] = [Math.floor(value / 100), Math.floor(value / 10) % 10, value % 10];
  const head = hundreds ? `${digits[hundreds]}百` : '';
  if (tens === 0) return head + (ones ? `${head ? '零' : ''}${digits[ones]}` : '');
  return `${head}${tens === 1 && !head ? '' : digits[tens]}十${ones ? digits[ones] : ''}`;
}

const tens: { readonly [unit: string]: number } = { 十: 10, 百: 100, 千: 1000 };

/** 二百五十一 -> 251. 十 without a digit before it is ten; 零 and 〇 count nothing. */
export function fromNumeral(numeral: string): number {
  let total = 0;
  let digit = 0;
  for (const character of numeral.replaceAll('零', '〇')) {
    const unit = tens[character];
    if (unit === undefined) digit = digits.indexOf(character);
    else {
      total += (digit || 1) * unit;
      digit = 0;
    }
  }
  return total + digit;
}
