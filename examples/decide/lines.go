package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// decide has each line answered, and counts those that could not be. The error is one
// of reading or of printing.
func decide(requests io.Reader, answer func(line []byte, p printer) error, p printer) (undecided int, err error) {
	in := bufio.NewReaderSize(requests, 64<<10)
	var buf []byte
	for number := 1; ; number++ {
		line, err := readLine(in, buf)
		if err == io.EOF {
			return undecided, p.end()
		}
		switch {
		case errors.Is(err, errTooLong):
		case err != nil:
			return undecided, errors.Join(fmt.Errorf("line %d: %w", number, err), p.end())
		case len(bytes.TrimSpace(line)) == 0:
			err = errors.New("is blank; want one request")
		default:
			err = answer(line, p)
		}
		if err != nil {
			undecided++
			p.fault(number, err)
		}
		if waiting(in) {
			if err := p.pause(); err != nil {
				return undecided, err
			}
		}
		buf = line[:0]
	}
}

// waiting reports whether the next line has not come in yet.
func waiting(in *bufio.Reader) bool {
	next, _ := in.Peek(in.Buffered())
	return bytes.IndexByte(next, '\n') < 0
}

// maxLine bounds the memory that one line can take.
const maxLine = 16 << 20

var errTooLong = fmt.Errorf("is longer than %d bytes", maxLine)

// readLine reads a line without its end, into buf if it fits. The error is
// io.EOF after the last line, errTooLong for a line that was passed over, or one
// of reading.
func readLine(in *bufio.Reader, buf []byte) ([]byte, error) {
	line, tooLong := buf[:0], false
	for {
		part, err := in.ReadSlice('\n')
		if tooLong = tooLong || len(line)+len(bytes.TrimSuffix(part, []byte("\n"))) > maxLine; !tooLong {
			line = append(line, part...)
		}
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case err == io.EOF && len(part) == 0 && len(line) == 0 && !tooLong:
			return line, io.EOF
		case err != nil && err != io.EOF:
			return line, err
		case tooLong:
			return line, errTooLong
		default:
			return bytes.TrimSuffix(bytes.TrimSuffix(line, []byte("\n")), []byte("\r")), nil
		}
	}
}
