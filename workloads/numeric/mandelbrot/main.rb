STEP_LIMIT = 60

def escape_time(c_re, c_im)
  z_re = 0.0
  z_im = 0.0
  step = 0
  while step < STEP_LIMIT
    re_squared = z_re * z_re
    im_squared = z_im * z_im
    return step if re_squared + im_squared > 4.0

    z_im = 2.0 * z_re * z_im + c_im
    z_re = re_squared - im_squared + c_re
    step += 1
  end
  STEP_LIMIT
end

def run(size)
  inside = 0
  checksum = 0
  size.times do |row|
    c_im = 2.0 * row / size - 1.0
    size.times do |column|
      c_re = 3.0 * column / size - 2.0
      steps = escape_time(c_re, c_im)
      inside += 1 if steps == STEP_LIMIT
      checksum = (checksum * 31 + steps) % 1000003
    end
  end
  "#{inside} of #{size * size} points inside, checksum #{checksum}"
end
