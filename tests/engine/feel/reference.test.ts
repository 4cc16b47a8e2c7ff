// FEEL against its reference (DMN 1.5 §10.3, Camunda 8): expressions with their required results, where feelin gives
// another result or none.
import { expect, test } from '@jest/globals';
import type { Json } from '../../../engine/event.ts';
import { resultOf, warningsOf } from './support.ts';

type Rows = readonly (readonly [source: string, result: Json])[];

function rule(name: string, rows: Rows): void {
  test(name, () => {
    expect(rows.map(([source]) => [source, resultOf(source)])).toEqual(rows);
  });
}

rule('durations are compared by their whole length', [
  ['@"P200D" = @"P205D"', false],
  ['@"P200D" < @"P201D"', true],
  ['@"PT0.5S" = @"PT0S"', false],
  ['@"PT24H" = @"P1D"', true],
  ['@"P12M" = @"P1Y"', true],
  ['distinct values([@"P200D", @"P205D", @"P200D"])', ['P200D', 'P205D']],
  ['is(@"P0Y", @"P0D")', false],
]);

rule('a duration has either months or days', [
  ['duration("P1Y2M3D")', null],
  ['duration("P1YT1H")', null],
  ['duration("P1DT2H")', 'P1DT2H'],
]);

rule('times of day have their zones between them', [
  ['time("10:00:00Z") - time("12:00:00+02:00")', 'PT0S'],
  ['time("12:00:00") - time("10:30:00")', 'PT1H30M'],
  ['time("12:00:00Z") - time("10:30:00")', null],
  ['@"2026-03-02T10:00:00.5" - @"2026-03-02T10:00:00"', 'PT0.5S'],
  ['time(12, 0, 1.5)', '12:00:01.5'],
]);

rule('24:00 is the first instant of the next day', [
  ['date and time("2026-03-31T24:00:00")', '2026-04-01T00:00:00'],
  ['@"2026-12-31T24:00:00+08:00"', '2027-01-01T00:00:00+08:00'],
  ['date and time("2026-03-31T24:00:01")', null],
]);

rule('years before 0 and after 9999 are written as XML Schema does', [
  ['date("-2017-12-31")', '-2017-12-31'],
  ['string(@"-2021-01-01T10:10:10" + @"P1M")', '-2021-02-01T10:10:10'],
  ['date("99999-12-31")', '99999-12-31'],
  ['date("02017-12-31")', null],
]);

rule('a date beyond all calendars is null', [
  ['@"275760-09-13" + @"P1D"', null],
  ['@"2026-03-02" + @"P1Y" * 1000000', null],
  ['last day of month(@"275760-09-13")', null],
  ['startOf(@"-271821-04-20")', null],
  ['last day of month(@"-0004-02-01")', '-0004-02-29'],
]);

rule('a zone is an offset of at most 14 hours, or a place', [
  ['time("13:20:00+14:00")', '13:20:00+14:00'],
  ['time("13:20:00+19:00")', null],
  ['date and time("2026-03-02T10:00:00+01:00@Europe/Paris")', null],
]);

rule('an instant can be read on the clocks of another zone', [
  ['date and time(@"2026-03-02T10:00:00+08:00", "Z")', '2026-03-02T02:00:00Z'],
  ['date and time(@"2026-07-31T14:27:30@Europe/Berlin", "America/Los_Angeles")', '2026-07-31T05:27:30-07:00'],
  ['date and time(@"2026-03-02T10:00:00+08:00", "Nowhere/None")', null],
]);

rule('an end of a range that is null is unknown, not open', [
  ['5 in [null..10]', null],
  ['5 in [1..null)', null],
  ['5 in < 10', true],
  ['(< 10) = (null..10)', false],
  ['before([1..null], 5)', null],
  ['range("[..2]")', null],
]);

rule('ranges, item types and durations have type names', [
  ['[1..2] instance of range<number>', true],
  ['["a".."b"] instance of range<number>', false],
  ['@"P1D" instance of day-time-duration', true],
  ['@"P1Y" instance of year-month-duration', true],
  ['now() instance of date time', true],
]);

rule('a text is a number only if all of it is', [
  ['number("")', null],
  ['number("0x10")', null],
  ['number("Infinity")', null],
  ['number("1 500.5", " ")', 1500.5],
  ['number("1.500,5", ".", ",")', 1500.5],
  ['number("1,5", ",", ",")', null],
]);

rule('a value is written as its literal', [
  ['string(0.0000001)', '0.0000001'],
  ['string([1, "a", {b: null, "c d": @"P1D"}])', '[1, "a", {b: null, "c d": P1D}]'],
  ['string([1..5))', '[1..5)'],
  [String.raw`"it\'s \u4E2D \s"`, String.raw`it's 中 \s`],
]);

rule('places are counted from 1 or back from -1, and none is 0', [
  ['substring("foobar", 0)', null],
  ['substring("foobar", -2, 1)', 'a'],
  ['substring("🐎ab", 2)', 'ab'],
  ['sublist([1, 2, 3], 0)', null],
  ['sublist([1, 2, 3], -2, 1)', [2]],
  ['insert before([1, 3], -1, 2)', [1, 2, 3]],
  ['insert before([1, 3], 0, 2)', null],
  ['remove([1, 2, 3], -1)', [1, 2]],
]);

rule('sets and orders of lists', [
  ['union([[1], 1], [1, [1]])', [[1], 1]],
  ['duplicate values([1, 2, 3, 2, 1])', [1, 2]],
  ['sort(["b", "a"], function(x, y) x < y)', ['a', 'b']],
  ['sort([1, "a"], function(x, y) x < y)', null],
]);

rule('texts are joined with what stands around them', [
  ['string join(["a", null, "c"], ", ", "[", "]")', '[a, c]'],
  ['string join(["a", 1])', null],
  ['extract("references are 1234, 1256, 1378", "12[0-9]*")', ['1234', '1256']],
  ['extract("none", "12[0-9]*")', []],
]);

rule("patterns are XPath's", [
  ['matches("O", "[A-Z-[OI]]")', false],
  ['matches("A", "[A-Z-[OI]]")', true],
  [String.raw`matches("a", "a\0")`, null],
]);

rule('a list of names is a path through contexts', [
  ['get value({a: {b: {c: 3}}}, ["a", "b"])', { c: 3 }],
  ['get value({a: 1}, ["a", "b"])', null],
  ['context put({x: 1}, ["y", "z"], 2)', { x: 1, y: { z: 2 } }],
  ['context put({x: 1}, ["x", "z"], 2)', null],
  ['context put({x: 1}, [], 2)', null],
]);

rule('values go to JSON and Base64 and come from JSON', [
  ['to json({a: 1, b: [true, null, @"2026-03-02"]})', '{"a":1,"b":[true,null,"2026-03-02"]}'],
  [String.raw`from json("{\"a\": [1, null]}").a`, [1, null]],
  ['from json("{")', null],
  ['to base64("FEEL")', 'RkVFTA=='],
  ['to base64("你好")', '5L2g5aW9'],
  ['from base64("5L2g5aW9")', '你好'],
  ['from base64(to base64("a% b+"))', 'a% b+'],
  ['from base64("!!!")', null],
  ['fromAi(value: 7, type: "number")', 7],
]);

rule('rounding beyond the digits of a number changes nothing', [
  ['round up(5.5, 6176)', 5.5],
  ['round half up(5.5, 20)', 5.5],
]);

test('a wrong position or text is refused with the expected one', () => {
  expect(warningsOf('sublist([1], 0)')).toEqual([
    'sublist expects a list and a place in it, from 1 or back from -1; found 0.',
  ]);
  expect(warningsOf('number("ten")')).toEqual(['number expects the text of a number and its separators; found ten.']);
  expect(warningsOf('date("2026-02-30")')).toEqual(['Expected the text of a date; found "2026-02-30".']);
});
