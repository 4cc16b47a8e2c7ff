// The calendar of all years that the State Council has published. A new year needs a new file and one line here.
import type { Calendar } from '../engine/calendar.ts';
import { calendarOf } from '../engine/calendar.ts';
import year2024 from '../models/calendar/2024.json' with { type: 'json' };
import year2025 from '../models/calendar/2025.json' with { type: 'json' };
import year2026 from '../models/calendar/2026.json' with { type: 'json' };

export const calendar: Calendar = calendarOf([year2024, year2025, year2026]);
