local STEP_LIMIT = 60

local function escape_time(c_re, c_im)
  local z_re, z_im = 0.0, 0.0
  for step = 0, STEP_LIMIT - 1 do
    local re_squared = z_re * z_re
    local im_squared = z_im * z_im
    if re_squared + im_squared > 4.0 then
      return step
    end
    z_im = 2.0 * z_re * z_im + c_im
    z_re = re_squared - im_squared + c_re
  end
  return STEP_LIMIT
end

local function run(size)
  local inside, checksum = 0, 0
  for row = 0, size - 1 do
    local c_im = 2.0 * row / size - 1.0
    for column = 0, size - 1 do
      local c_re = 3.0 * column / size - 2.0
      local steps = escape_time(c_re, c_im)
      if steps == STEP_LIMIT then
        inside = inside + 1
      end
      checksum = (checksum * 31 + steps) % 1000003
    end
  end
  return string.format("%d of %d points inside, checksum %d", inside, size * size, checksum)
end

return { run = run }
